package dev.sluice.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The least that somebody else might bring: a template and two handlers without any dependency; no
 * {@code $connect}, no {@code $default}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-routes-integrations.html">Routes
 *     of WebSocket APIs</a>
 */
class TinyTemplateTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Globals: {Function: {Runtime: java25, CodeUri: tiny.zip, Timeout: 20, AutoPublishAlias: live}}
      Resources:
        Api:
          Type: AWS::Serverless::WebSocketApi
          Properties:
            StageName: v1
            RouteSelectionExpression: $request.body.to
            Routes:
              upper: {FunctionArn: !Ref UpperFunction.Alias, RouteResponseSelectionExpression: $default}
              length: {FunctionArn: !Ref LengthFunction.Alias, RouteResponseSelectionExpression: $default}
        UpperAnswer:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Api, RouteId: !Ref ApiUpperRoute, RouteResponseKey: $default}
        LengthAnswer:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Api, RouteId: !Ref ApiLengthRoute, RouteResponseKey: $default}
        UpperFunction: {Type: AWS::Serverless::Function, Properties: {Handler: 'foreign.tiny.Upper::answer'}}
        LengthFunction: {Type: AWS::Serverless::Function, Properties: {Handler: foreign.tiny.Length}}
      """;

  @TempDir private static Path folder;
  private static Path template;

  @BeforeAll
  static void write() throws IOException {
    template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("tiny.zip")))) {
      for (String name : List.of("Upper", "Length")) {
        String path = "foreign/tiny/" + name + ".class";
        zip.putNextEntry(new ZipEntry(path));
        try (InputStream bytes =
            TinyTemplateTest.class.getClassLoader().getResourceAsStream(path)) {
          bytes.transferTo(zip);
        }
      }
    }
  }

  private static void answers(Stack stack) throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.send("{\"to\":\"upper\"}").next()).isEqualTo("{\"TO\":\"UPPER\"}");
      assertThat(client.send("{\"to\":\"length\"}").next()).isEqualTo("15");
      assertThat(client.send("{\"to\":\"nobody\"}").next())
          .contains("\"message\"", "\"connectionId\"", "\"requestId\"");
    }
  }

  @Test
  void it_runs() throws Exception {
    try (Stack stack = Stack.start(StackOptions.of(template, InstantSource.system()).build())) {
      answers(stack);
    }
  }

  /**
   * That a message has at most 128 KB is documented; what a longer answer of a function becomes is
   * not confirmed at AWS.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas</a>
   */
  @Test
  void an_answer_of_more_than_128_kb_is_an_error_frame() throws Exception {
    try (Stack stack = Stack.start(StackOptions.of(template, InstantSource.system()).build());
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.send("{\"to\":\"length\",\"repeat\":1}").next())
          .startsWith("{\"message\":\"Internal server error\"");
      assertThat(client.send("{\"to\":\"length\"}").next()).isEqualTo("15");
    }
  }

  @Test
  void a_template_with_sams_types_needs_its_transform() throws IOException {
    Path without =
        Files.writeString(
            folder.resolve("without.yaml"), TEMPLATE.replaceFirst("Transform: .*\n", ""));

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Stack.start(StackOptions.of(without, InstantSource.system()).build()))
        .withMessageContaining("Expected Transform: AWS::Serverless-2016-10-31");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void it_runs_in_processes() throws Exception {
    try (Stack stack =
        Stack.start(StackOptions.of(template, InstantSource.system()).processes().build())) {
      answers(stack);
      assertThat(stack.processIds("UpperFunction")).hasSize(1);
    }
  }
}
