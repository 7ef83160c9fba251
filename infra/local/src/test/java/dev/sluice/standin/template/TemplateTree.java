package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A template as a tree that a test can change; as JSON it is a template again. */
public final class TemplateTree {
  private TemplateTree() {}

  /** Reads a template; its functions have their long forms. */
  public static ObjectNode read(Path file) throws IOException {
    return YamlDocument.parse(Files.readString(file));
  }
}
