/** Adapters of the ports to DynamoDB and to API Gateway's connection-management API. */
@NullMarked
package dev.sluice.aws;

import org.jspecify.annotations.NullMarked;
