/** S3: objects of a template's buckets, in files. */
@NullMarked
package dev.sluice.standin.bucket;

import org.jspecify.annotations.NullMarked;
