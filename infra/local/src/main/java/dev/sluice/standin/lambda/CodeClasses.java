package dev.sluice.standin.lambda;

import dev.sluice.standin.template.FunctionModel;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Finds the class loader for a function that runs in this process. */
public final class CodeClasses {
  private CodeClasses() {}

  /**
   * This program's own class path when the handler is on it, so that a debugger sees the same
   * classes; else the function's package.
   *
   * @param scratch a folder of the caller's to unpack packages to
   * @throws HandlerException when the class is not there and there is no package
   */
  public static ClassLoader find(FunctionModel function, Path scratch) {
    ClassLoader own = CodeClasses.class.getClassLoader();
    String resource = function.handler().split("::", 2)[0].replace('.', '/') + ".class";
    if (own.getResource(resource) != null || function.code().isEmpty()) {
      return own;
    }
    try {
      return new URLClassLoader(
          function.logicalId(),
          CodePackage.urls(
              CodePackage.classPath(function.code().get(), scratch.resolve(function.logicalId()))),
          own);
    } catch (IOException e) {
      throw new HandlerException(
          "The handler "
              + function.handler()
              + " is not on the class path, and its package cannot be read: "
              + e.getMessage(),
          e);
    }
  }
}
