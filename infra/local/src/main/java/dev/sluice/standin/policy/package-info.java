/**
 * What callers may do: policies as IAM evaluates them. Pure; it knows no HTTP and no template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
@NullMarked
package dev.sluice.standin.policy;

import org.jspecify.annotations.NullMarked;
