package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.ClientMessageDecoder;
import dev.sluice.frame.Decoded;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.Integration;
import dev.sluice.standin.template.QueueModel;
import dev.sluice.standin.template.RouteModel;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateLoader;
import dev.sluice.standin.template.TemplateTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, names and variables in the deployed template are those that the code counts on. */
final class TemplateLimitsTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root", "../.."));
  private static final Path TEMPLATE = ROOT.resolve("infra/template.yaml");

  /** The SDKs' and Lambda's own. */
  private static final Pattern OF_THE_PLATFORM = Pattern.compile("AWS_.*|JAVA_TOOL_OPTIONS|_.*");

  private static final StackModel MODEL =
      new TemplateLoader(StackIdentity.local("test"), Map.of()).load(TEMPLATE);

  private static FunctionModel function(String id) {
    return Objects.requireNonNull(MODEL.functions().get(id), id);
  }

  static Stream<FunctionModel> functions() {
    return MODEL.functions().values().stream();
  }

  /** A constant that only its own package needs. */
  private static <T> T constant(String type, String name, Class<T> as) {
    try {
      Field field = Class.forName(type).getDeclaredField(name);
      field.setAccessible(true);
      return as.cast(field.get(null));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + "." + name + " is not there any more", e);
    }
  }

  private static Duration duration(String type, String name) {
    return constant(type, name, Duration.class);
  }

  private static Duration integrationTimeout(String route) {
    RouteModel model = Objects.requireNonNull(MODEL.api().orElseThrow().routes().get(route), route);
    return ((Integration.LambdaProxy) model.integration()).timeout();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void each_handler_comes_from_the_module_whose_package_the_template_names(FunctionModel function)
      throws Exception {
    String[] handler = function.handler().split("::");
    Class<?> type = Class.forName(handler[0]);
    Path module = function.code().orElseThrow().getParent().getParent();

    assertThat(Stream.of(type.getMethods()).map(java.lang.reflect.Method::getName))
        .contains(handler[1]);
    assertThat(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()))
        .startsWith(module.toRealPath());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void each_variable_is_read_by_the_function_that_has_it(FunctionModel function) {
    Path module = function.code().orElseThrow().getParent().getParent();
    String sources = sources(module) + sources(ROOT.resolve("shared"));

    assertThat(function.environment().keySet())
        .filteredOn(name -> !OF_THE_PLATFORM.matcher(name).matches())
        .allMatch(name -> sources.contains('"' + name + '"'), "is read in " + module);
  }

  private static String sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().contains("src/main"))
          .filter(file -> file.toString().endsWith(".java"))
          .map(TemplateLimitsTest::text)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void each_route_is_a_message_that_the_query_function_knows() {
    Set<String> routes = new TreeSet<>(MODEL.api().orElseThrow().routes().keySet());
    routes.removeAll(Set.of("$connect", "$disconnect", "$default", "ping"));

    assertThat(routes)
        .containsExactly("cancel", "feedback", "query", "resume")
        .noneMatch(
            route ->
                ClientMessageDecoder.decode("{\"action\":\"" + route + "\"}")
                        instanceof Decoded.Invalid invalid
                    && invalid.code() == ErrorCode.UNKNOWN_ACTION);
  }

  /** Whoever waits longer than API Gateway does is cut off without a word. */
  @Test
  void a_message_is_done_with_before_the_gateway_gives_up() {
    Duration waiting =
        duration("dev.sluice.query.Claims", "PATIENCE")
            .plus(duration("dev.sluice.query.Delivery", "PATIENCE"));

    for (String route : List.of("$default", "query", "resume", "cancel", "feedback")) {
      assertThat(integrationTimeout(route)).isEqualTo(Integration.MAXIMUM_TIMEOUT);
      assertThat(integrationTimeout(route)).isGreaterThan(waiting);
    }
    assertThat(function("QueryFunction").timeout()).isEqualTo(integrationTimeout("query"));
    assertThat(duration("dev.sluice.stream.AnswerStream", "OLDER_LONGEST"))
        .isLessThan(integrationTimeout("$default"));
    assertThat(integrationTimeout("$connect"))
        .isLessThanOrEqualTo(function("ConnectFunction").timeout());
  }

  /** It may have to wait for a lease first, and writes what it has in the end. */
  @Test
  void the_longest_answer_fits_into_the_stream_functions_time() {
    Duration needed =
        duration("dev.sluice.stream.AnswerStream", "LONGEST")
            .plus(Lease.DURATION)
            .plus(Lease.CLOCK_SKEW)
            .plus(duration("dev.sluice.relay.RelayState", "LAST_WRITES"));

    assertThat(function("StreamFunction").timeout()).isGreaterThan(needed);
  }

  /** A killed stream is tried once more; a resume has long taken over by then. */
  @Test
  void an_answer_is_begun_at_most_twice_and_not_after_its_reader_has_gone() {
    FunctionModel stream = function("StreamFunction");

    assertThat(stream.async().maximumRetries()).isEqualTo(1);
    assertThat(stream.async().maximumAge()).isEqualTo(Duration.ofSeconds(150));
    assertThat(stream.async().onFailure())
        .hasValue(Objects.requireNonNull(MODEL.queues().get("DeadLetters")).arn());
    assertThat(stream.alias()).isPresent();
    assertThat(function("QueryFunction").environment())
        .containsEntry("STREAM_FUNCTION", stream.invokedArn());
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Creating
   *     and configuring an Amazon SQS event source mapping</a>: six times the function's time
   */
  @Test
  void documents_have_the_time_that_the_ingest_function_counts_on() {
    FunctionModel ingest = function("IngestFunction");
    QueueModel queue = Objects.requireNonNull(MODEL.queues().get("DocumentEvents"));
    int reserve = constant("dev.sluice.ingest.DocumentChanges", "RESERVE_MILLIS", Integer.class);

    assertThat(ingest.timeout()).isGreaterThan(Duration.ofMillis(reserve).multipliedBy(2));
    assertThat(queue.visibilityTimeout()).isGreaterThanOrEqualTo(ingest.timeout().multipliedBy(6));
    assertThat(queue.redrive().orElseThrow().targetArn())
        .isEqualTo(Objects.requireNonNull(MODEL.queues().get("DeadLetters")).arn());
    assertThat(MODEL.eventSources())
        .filteredOn(EventSource.Queue.class::isInstance)
        .map(EventSource.Queue.class::cast)
        .allMatch(EventSource.Queue::reportsItemFailures)
        .allMatch(source -> source.function().equals("IngestFunction"));
  }

  @ParameterizedTest
  @CsvSource({
    "FirstTokenTimeout, dev.sluice.answer.ChainSettings, FIRST_TOKEN",
    "StallTimeout, dev.sluice.answer.ChainSettings, STALL"
  })
  void defaults_of_parameters_are_those_of_the_code(String parameter, String type, String name)
      throws IOException {
    String value = TemplateTree.read(TEMPLATE).at("/Parameters/" + parameter + "/Default").asText();

    assertThat(Duration.parse("PT" + value)).isEqualTo(duration(type, name));
  }

  @Test
  void items_expire_by_the_attribute_and_lie_under_the_prefixes_that_the_template_names()
      throws IOException {
    Set<String> keys = new HashSet<>();
    TemplateTree.read(TEMPLATE)
        .findValues("dynamodb:LeadingKeys")
        .forEach(values -> values.forEach(value -> keys.add(value.asText())));
    Set<String> prefixes =
        Pattern.compile("\"([A-Z]+#)\"")
            .matcher(sources(ROOT.resolve("shared/core/src/main/java/dev/sluice/aws")))
            .results()
            .map(found -> found.group(1) + "*")
            .collect(Collectors.toSet());
    prefixes.remove(constant("dev.sluice.aws.TurnItem", "SK_PREFIX", String.class) + "*");

    assertThat(keys).containsExactlyInAnyOrderElementsOf(prefixes);
    assertThat(Objects.requireNonNull(MODEL.tables().get("Table")).ttlAttribute())
        .hasValue(constant("dev.sluice.aws.Item", "EXPIRES_AT", String.class));
  }
}
