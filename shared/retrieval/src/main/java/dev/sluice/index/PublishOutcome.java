package dev.sluice.index;

/** What became of publishing a snapshot. */
public sealed interface PublishOutcome {

  /** It is served from now on. */
  record Done(Published published) implements PublishOutcome {}

  /** Another writer was first: read what it published, build upon that, and publish again. */
  record Conflict() implements PublishOutcome {}
}
