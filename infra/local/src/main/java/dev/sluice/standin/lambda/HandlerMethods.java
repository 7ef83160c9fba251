package dev.sluice.standin.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Binds a handler's method, with JSON read and written by the serialisers of Lambda's own Java
 * runtime.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Define Lambda
 *     function handler in Java</a>
 */
final class HandlerMethods {
  private HandlerMethods() {}

  /**
   * @throws HandlerException when there is no such method
   */
  static Handler bind(Object handler, String method) {
    if (handler instanceof RequestStreamHandler stream && method.equals("handleRequest")) {
      return stream::handleRequest;
    }
    if (handler instanceof RequestHandler<?, ?> && method.equals("handleRequest")) {
      Type[] types = TypeArguments.of(handler.getClass(), RequestHandler.class);
      return requestHandler(handler, types[0], types[1]);
    }
    return reflective(handler, find(handler.getClass(), method));
  }

  @SuppressWarnings("unchecked")
  private static Handler requestHandler(Object handler, Type input, Type output) {
    RequestHandler<Object, Object> typed = (RequestHandler<Object, Object>) handler;
    PojoSerializer<Object> reader = serializer(input);
    PojoSerializer<Object> writer = serializer(output);
    return (event, answer, context) ->
        writer.toJson(typed.handleRequest(reader.fromJson(event), context), answer);
  }

  private static Handler reflective(Object handler, Method method) {
    List<Type> parameters = List.of(method.getGenericParameterTypes());
    boolean takesEvent = !parameters.isEmpty() && !parameters.getFirst().equals(Context.class);
    boolean takesContext = parameters.contains(Context.class);
    PojoSerializer<Object> reader = serializer(takesEvent ? parameters.getFirst() : Object.class);
    PojoSerializer<Object> writer = serializer(method.getGenericReturnType());
    return (event, answer, context) -> {
      Object input = takesEvent ? reader.fromJson(event) : event;
      Object[] arguments =
          takesEvent && takesContext
              ? new Object[] {input, context}
              : takesEvent
                  ? new Object[] {input}
                  : takesContext ? new Object[] {context} : new Object[0];
      try {
        Object result = method.invoke(handler, arguments);
        if (method.getReturnType() != void.class) {
          writer.toJson(result, answer);
        }
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    };
  }

  /** Among overloads Lambda takes the one with a context, and the one with most parameters. */
  private static Method find(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && !method.isBridge())
        .filter(method -> method.getParameterCount() <= 2)
        .max(
            Comparator.comparing(
                    (Method method) ->
                        Arrays.asList(method.getParameterTypes()).contains(Context.class))
                .thenComparing(Method::getParameterCount))
        .orElseThrow(
            () ->
                new HandlerException(
                    "No public method named " + name + " on class " + type.getName(),
                    new NoSuchMethodException(name)));
  }

  @SuppressWarnings("unchecked")
  private static PojoSerializer<Object> serializer(Type type) {
    if (type instanceof Class<?> event
        && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
      return LambdaEventSerializers.serializerFor((Class<Object>) event, event.getClassLoader());
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }
}
