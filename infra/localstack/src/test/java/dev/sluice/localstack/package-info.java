/** What Sluice asks of AWS's services, against several that stand in for them. */
@NullMarked
package dev.sluice.localstack;

import org.jspecify.annotations.NullMarked;
