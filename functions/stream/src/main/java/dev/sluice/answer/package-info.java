/**
 * How an answer's text is made: the chat models and the order they are asked in, the prompt, the
 * citations, and the extractive answer that needs no model.
 */
@NullMarked
package dev.sluice.answer;

import org.jspecify.annotations.NullMarked;
