package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build has put into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Sluice.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new String[] {"sluice " + version, "Java " + System.getProperty("java.version")};
  }
}
