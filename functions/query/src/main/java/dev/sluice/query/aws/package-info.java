/** The query function's own way to AWS. */
@NullMarked
package dev.sluice.query.aws;

import org.jspecify.annotations.NullMarked;
