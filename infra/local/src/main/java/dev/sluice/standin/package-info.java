/**
 * A stack of API Gateway, Lambda and DynamoDB on this machine, as a SAM template describes it. It
 * knows nothing of the functions that it runs.
 */
@NullMarked
package dev.sluice.standin;

import org.jspecify.annotations.NullMarked;
