/** Puts Sluice into an AWS account: what is installed, the checks before, the stack itself. */
@NullMarked
package dev.sluice.deploy;

import org.jspecify.annotations.NullMarked;
