/** SQS queues, in memory. */
@NullMarked
package dev.sluice.standin.queue;

import org.jspecify.annotations.NullMarked;
