/**
 * Chat models of providers, asked over HTTP through LangChain4j, and the layer beneath it that
 * makes a call exact: it can be ended at any moment, and what has been cut does not look ended.
 */
@NullMarked
package dev.sluice.answer.provider;

import org.jspecify.annotations.NullMarked;
