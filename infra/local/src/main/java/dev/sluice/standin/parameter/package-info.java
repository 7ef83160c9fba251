/** Systems Manager's parameters and Secrets Manager's secrets, to be read. */
@NullMarked
package dev.sluice.standin.parameter;

import org.jspecify.annotations.NullMarked;
