package dev.sluice.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The services that a deployment talks to, over HTTP as the SDK speaks it, with answers that a test
 * gives. Buckets, objects and parameters are kept; of stacks it only knows what it is told.
 */
public final class ScriptedAws implements AutoCloseable {
  /** An answer. */
  public record Answer(int status, String body) {}

  private static final String ACCOUNT = "123456789012";

  /** Objects by {@code /bucket/key}; a bucket is there under {@code /bucket}. */
  public final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  /** Values of parameters. */
  public final Map<String, String> parameters = new ConcurrentHashMap<>();

  /** What was asked: {@code PUT /bucket/key}, or an action and its fields. */
  public final List<String> calls = new CopyOnWriteArrayList<>();

  /** Scripted answers by action; the last is given again and again. */
  private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();

  private final HttpServer server;

  /** Starts without stacks, buckets and parameters. */
  public ScriptedAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    on("GetCallerIdentity", xml("GetCallerIdentity", "<Account>" + ACCOUNT + "</Account>"));
    on("GetAccountSettings", json("{\"AccountLimit\":{\"UnreservedConcurrentExecutions\":1000}}"));
    on("GetAccount", json("{\"cloudwatchRoleArn\":\"arn:aws:iam::123456789012:role/logs\"}"));
  }

  /** Gives the answers to an action, in turn. */
  public ScriptedAws on(String action, Answer... answers) {
    script.put(action, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  /** An answer of CloudFormation or STS. */
  public static Answer xml(String action, String result) {
    return new Answer(
        200,
        "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result));
  }

  public static Answer json(String body) {
    return new Answer(200, body);
  }

  /** A refusal of CloudFormation. */
  public static Answer refused(String message) {
    return new Answer(
        400,
        "<ErrorResponse><Error><Code>ValidationError</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(message));
  }

  /** What a caller's environment has for everything to come here. */
  public Map<String, String> environment() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    for (String service :
        List.of("STS", "CLOUDFORMATION", "LAMBDA", "S3", "SSM", "API_GATEWAY", "SERVICE_QUOTAS")) {
      environment.put("AWS_ENDPOINT_URL_" + service, address);
    }
    return environment;
  }

  Account account() {
    return Account.of(environment(), Optional.empty());
  }

  /** The calls that begin with a word. */
  public List<String> calls(String action) {
    return calls.stream().filter(call -> call.startsWith(action)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String method = exchange.getRequestMethod();
    Answer answer;
    if (target != null) {
      answer = parameterStore(target.replaceFirst(".*\\.", ""), text(body));
    } else if (path.endsWith("/account-settings")) {
      answer = scripted("GetAccountSettings", "");
    } else if (path.equals("/account")) {
      answer = scripted("GetAccount", "");
    } else if (method.equals("POST") && path.equals("/")) {
      Map<String, String> form = form(text(body));
      answer = scripted(form.getOrDefault("Action", ""), form.toString());
    } else {
      answer = objectStore(exchange, path, body);
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean head = method.equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), head || bytes.length == 0 ? -1 : bytes.length);
    if (!head && bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private Answer scripted(String action, String fields) {
    calls.add(action + " " + fields);
    Deque<Answer> answers = script.get(action);
    if (answers == null) {
      return new Answer(
          400, "<ErrorResponse><Error><Code>NotScripted</Code></Error></ErrorResponse>");
    }
    synchronized (answers) {
      return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }
  }

  private Answer parameterStore(String action, String body) {
    String name = field(body, "Name");
    return switch (action) {
      case "GetParameter" -> {
        String value = parameters.get(name);
        yield value == null
            ? new Answer(400, "{\"__type\":\"ParameterNotFound\"}")
            : json("{\"Parameter\":{\"Name\":\"" + name + "\",\"Value\":\"" + value + "\"}}");
      }
      case "PutParameter" -> {
        calls.add("PutParameter " + name + " " + field(body, "Type"));
        parameters.put(name, field(body, "Value"));
        yield json("{\"Version\":1}");
      }
      default -> scripted(action, body);
    };
  }

  private Answer objectStore(HttpExchange exchange, String path, byte[] body) {
    String key = path.replaceFirst("/$", "");
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    boolean owned =
        ACCOUNT.equals(exchange.getRequestHeaders().getFirst("x-amz-expected-bucket-owner"));
    boolean creates = exchange.getRequestMethod().equals("PUT") && !key.substring(1).contains("/");
    if (!owned && !creates) {
      return new Answer(403, "");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      return new Answer(objects.containsKey(key) ? 200 : 404, "");
    }
    calls.add(exchange.getRequestMethod() + " " + path + (query.equals("null") ? "" : "?" + query));
    if (query.equals("null")) {
      objects.put(key, body);
    }
    return new Answer(200, "");
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      fields.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
