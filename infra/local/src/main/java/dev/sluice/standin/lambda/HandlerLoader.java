package dev.sluice.standin.lambda;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a handler's class and makes its instance: with the public constructor that takes the
 * environment as a {@code Map<String, String>}, else with the one without arguments. Thread-safe.
 */
final class HandlerLoader {
  private final ClassLoader loader;

  /**
   * @param loader where classes are looked up
   */
  HandlerLoader(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * @param handler {@code package.Class} or {@code package.Class::method}
   * @throws HandlerException when there is no such class or method, or the constructor throws
   */
  LoadedHandler load(String handler, Map<String, String> environment) {
    String[] parts = handler.split("::", 2);
    Object instance = construct(find(parts[0]), environment);
    String method = parts.length == 2 ? parts[1] : "handleRequest";
    return new LoadedHandler(instance, HandlerMethods.bind(instance, method));
  }

  private Class<?> find(String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new HandlerException("Class not found: " + name, e);
    } catch (LinkageError e) {
      throw new HandlerException("Class " + name + " could not be loaded: " + e, e);
    }
  }

  private static Object construct(Class<?> type, Map<String, String> environment) {
    try {
      Optional<Constructor<?>> withEnvironment = constructor(type, Map.class);
      return withEnvironment.isPresent()
          ? withEnvironment.get().newInstance(environment)
          : type.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new HandlerException(
          "Class " + type.getName() + " has no public constructor without arguments", e);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      throw new HandlerException(String.valueOf(thrown.getMessage()), thrown);
    } catch (ReflectiveOperationException e) {
      throw new HandlerException("Class " + type.getName() + " cannot be made: " + e, e);
    }
  }

  private static Optional<Constructor<?>> constructor(Class<?> type, Class<?> parameter) {
    try {
      return Optional.of(type.getConstructor(parameter));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }
}
