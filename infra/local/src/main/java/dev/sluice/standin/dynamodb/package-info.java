/** DynamoDB Local, embedded, with the tables of a template. */
@NullMarked
package dev.sluice.standin.dynamodb;

import org.jspecify.annotations.NullMarked;
