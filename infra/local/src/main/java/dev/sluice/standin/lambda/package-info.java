/**
 * AWS Lambda: functions written in Java are loaded, invoked and retried as Lambda does it, over the
 * same HTTP interface.
 */
@NullMarked
package dev.sluice.standin.lambda;

import org.jspecify.annotations.NullMarked;
