package dev.sluice.standin.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Define Lambda
 *     function handler in Java</a>
 */
class HandlerLoaderTest {
  /** An event that the serialiser of Lambda's runtime cannot read. */
  public record Question(String text) {}

  /** A generic ancestor. */
  public abstract static class Base<A, B> implements RequestHandler<A, B> {
    @Override
    public B handleRequest(A event, Context context) {
      return handle(event);
    }

    abstract B handle(A event);
  }

  /** Takes its types through an ancestor. */
  public static final class Inheriting extends Base<Map<String, Integer>, List<Integer>> {
    @Override
    List<Integer> handle(Map<String, Integer> event) {
      return List.copyOf(event.values());
    }
  }

  /** Has two constructors. */
  public static final class Configured implements RequestHandler<String, String> {
    private final String from;

    /** Must not be used where the other one is there. */
    public Configured() {
      from = "nothing";
    }

    /** From the environment. */
    public Configured(Map<String, String> environment) {
      from = environment.get("X");
    }

    @Override
    public String handleRequest(String event, Context context) {
      return event + " " + from;
    }
  }

  /** Implements no interface. */
  public static final class Plain {
    /** With an event alone. */
    public String shout(Map<String, Object> event) {
      return "" + event.get("text") + event.get("number");
    }

    /** With a record. */
    public String ask(Question question) {
      return question.text();
    }

    /** Returns nothing. */
    public void listen(String event, Context context) {}
  }

  /** Takes an event of AWS. */
  public static final class Queue implements RequestHandler<SQSEvent, String> {
    @Override
    public String handleRequest(SQSEvent event, Context context) {
      return event.getRecords().getFirst().getEventSourceArn();
    }
  }

  private static String run(String handler, String event) throws Throwable {
    return run(HandlerLoaderTest.class.getClassLoader(), handler, event);
  }

  private static String run(ClassLoader classes, String handler, String event) throws Throwable {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new HandlerLoader(classes)
        .load(handler, Map.of("X", "environment"))
        .handler()
        .handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, null);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static String name(Class<?> type) {
    return type.getName();
  }

  @Test
  void the_constructor_with_the_environment_is_preferred() throws Throwable {
    assertThat(run(name(Configured.class), "\"hi\"")).isEqualTo("\"hi environment\"");
  }

  @Test
  void types_are_found_through_generic_ancestors() throws Throwable {
    assertThat(run(name(Inheriting.class), "{\"a\":1}")).isEqualTo("[1]");
  }

  @Test
  void any_public_method_can_be_a_handler() throws Throwable {
    assertThat(run(name(Plain.class) + "::shout", "{\"text\":\"a\",\"number\":2}"))
        .isEqualTo("\"a2\"");
    assertThat(run(name(Plain.class) + "::listen", "\"a\"")).isEmpty();
  }

  /** As on Lambda: its serialiser does not know records. */
  @Test
  void a_record_is_no_event() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> run(name(Plain.class) + "::ask", "{\"text\":\"a\"}"))
        .withMessageContaining("no Creators");
  }

  /** Keys of AWS's events are not the names of the properties of their classes. */
  @Test
  void events_of_aws_are_read_as_the_runtime_reads_them() throws Throwable {
    String event = "{\"Records\":[{\"eventSourceARN\":\"arn:q\",\"messageId\":\"1\"}]}";

    assertThat(run(name(Queue.class), event)).isEqualTo("\"arn:q\"");
  }

  @Test
  void what_cannot_be_found_is_named() {
    HandlerLoader loader = new HandlerLoader(HandlerLoaderTest.class.getClassLoader());

    assertThatExceptionOfType(HandlerException.class)
        .isThrownBy(() -> loader.load("no.Such", Map.of()))
        .withMessage("Class not found: no.Such");
    assertThatExceptionOfType(HandlerException.class)
        .isThrownBy(() -> loader.load(name(Plain.class) + "::none", Map.of()))
        .withMessage("No public method named none on class " + name(Plain.class));
    assertThatExceptionOfType(HandlerException.class)
        .isThrownBy(() -> loader.load(name(Base.class), Map.of()))
        .withMessageContaining("cannot be made");
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deploy Java
   *     Lambda functions with .zip file archives</a>
   */
  @Test
  void a_handler_in_a_package_is_found_there(@TempDir Path folder) throws Throwable {
    Path source =
        Files.writeString(
            folder.resolve("Packed.java"),
            "package packed; public class Packed { public String go(String e) { return e +"
                + " Dependency.TEXT; } }");
    Path other =
        Files.writeString(
            folder.resolve("Dependency.java"),
            "package packed; class Dependency { static final String TEXT = new String(\"!\"); }");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString(), other.toString());
    assertThat(compiled).isZero();
    Path jar =
        zip(
            folder.resolve("dependency.jar"),
            Map.of("packed/Dependency.class", folder.resolve("packed/Dependency.class")));
    Path code =
        zip(
            folder.resolve("function.zip"),
            Map.of(
                "packed/Packed.class",
                folder.resolve("packed/Packed.class"),
                "lib/dependency.jar",
                jar));

    List<Path> classPath =
        CodePackage.classPath(code, Files.createDirectory(folder.resolve("scratch")));
    try (URLClassLoader classes = new URLClassLoader(CodePackage.urls(classPath))) {
      assertThat(run(classes, "packed.Packed::go", "\"a\"")).isEqualTo("\"a!\"");
    }
  }

  private static Path zip(Path target, Map<String, Path> entries) throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      for (Map.Entry<String, Path> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(Files.readAllBytes(entry.getValue()));
      }
    }
    return target;
  }
}
