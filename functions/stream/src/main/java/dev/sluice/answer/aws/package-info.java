/** What asking models needs of AWS's SDK: signing requests with the function's own role. */
@NullMarked
package dev.sluice.answer.aws;

import org.jspecify.annotations.NullMarked;
