package dev.sluice.session;

import java.util.List;

/** Reads what sessions remember. Thread-safe. */
public interface TurnStore {
  /** The latest turns of a session, the oldest of them first. */
  List<Turn> latest(Turn.SessionKey session, int limit);
}
