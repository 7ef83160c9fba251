package dev.sluice.standin.lambda;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Finds what a class gives for the type parameters of a generic interface that it implements. */
final class TypeArguments {
  private TypeArguments() {}

  /** The arguments in order; {@code Object} for one that the class leaves open. */
  static Type[] of(Class<?> type, Class<?> generic) {
    Type[] open = generic.getTypeParameters();
    Map<Type, Type> known = new HashMap<>();
    collect(type, known);
    return Arrays.stream(open).map(parameter -> resolve(parameter, known)).toArray(Type[]::new);
  }

  private static void collect(Class<?> type, Map<Type, Type> known) {
    Type[] parents = Arrays.copyOf(type.getGenericInterfaces(), type.getInterfaces().length + 1);
    parents[parents.length - 1] =
        Objects.requireNonNullElse(type.getGenericSuperclass(), Object.class);
    for (Type parent : parents) {
      if (parent instanceof ParameterizedType generic
          && generic.getRawType() instanceof Class<?> raw) {
        Type[] parameters = raw.getTypeParameters();
        for (int i = 0; i < parameters.length; i++) {
          known.put(parameters[i], generic.getActualTypeArguments()[i]);
        }
        collect(raw, known);
      } else if (parent instanceof Class<?> raw && raw != Object.class) {
        collect(raw, known);
      }
    }
  }

  private static Type resolve(Type type, Map<Type, Type> known) {
    Type current = type;
    while (known.containsKey(current)) {
      current = known.get(current);
    }
    return current instanceof TypeVariable<?> ? Object.class : current;
  }
}
