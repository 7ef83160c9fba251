/** The index store and the documents in S3. */
@NullMarked
package dev.sluice.index.aws;

import org.jspecify.annotations.NullMarked;
