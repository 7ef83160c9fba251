package dev.sluice.session;

/** An earlier question of the session and its answer, as the prompt sees them. */
public record Exchange(String question, String answer) {}
