package dev.sluice.answer;

/** An earlier turn of the session: what was asked and what was answered. */
public record Exchange(String question, String answer) {}
