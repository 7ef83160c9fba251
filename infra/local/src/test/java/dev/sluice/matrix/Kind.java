package dev.sluice.matrix;

/** The kinds of clients, and the two ways in which they want an answer. */
enum Kind {
  RESUMABLE("resumable", true, true),
  RESUMABLE_WHOLE("resumable, stream:false", true, false),
  OLDER("older", false, true),
  OLDER_WHOLE("older, stream:false", false, false);

  private final String label;
  private final boolean resumable;
  private final boolean streams;

  Kind(String label, boolean resumable, boolean streams) {
    this.label = label;
    this.resumable = resumable;
    this.streams = streams;
  }

  String label() {
    return label;
  }

  boolean resumable() {
    return resumable;
  }

  boolean streams() {
    return streams;
  }
}
