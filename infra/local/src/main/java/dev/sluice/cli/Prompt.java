package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/** Asks the person at the terminal. Whoever has said yes beforehand is not asked. */
final class Prompt {
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  private final PrintStream out = System.out;
  private final boolean yes;

  /**
   * @param yes whether everything is agreed to already
   */
  Prompt(boolean yes) {
    this.yes = yes;
  }

  /** Whether the answer begins with a y; the end of input is a no. */
  boolean agrees(String question) {
    return yes || line(question + " [y/N] ").toLowerCase(java.util.Locale.ROOT).startsWith("y");
  }

  /** Whether exactly this is typed. */
  boolean types(String question, String expected) {
    return yes || line(question + " ").equals(expected);
  }

  private String line(String question) {
    out.print(question);
    out.flush();
    try {
      String line = in.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the answer", e);
    }
  }
}
