package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build has put into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sluice " + number(), "Java " + System.getProperty("java.version")};
  }

  /** The number alone. */
  static String number() {
    return Optional.ofNullable(Sluice.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
