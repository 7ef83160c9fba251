package dev.sluice.standin;

import dev.sluice.standin.access.Credentials;
import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.StackModel;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a function: those of the template, those of the Lambda runtime, and the standard
 * names by which AWS's SDKs find services on this machine.
 *
 * @param options overrides and further variables
 * @param model the stack
 * @param gateway the stack's address
 * @param dynamoDb DynamoDB's address, when the template has tables
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">Defined
 *     runtime environment variables</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
 *     endpoints</a>
 */
record FunctionEnvironment(
    StackOptions options, StackModel model, URI gateway, Optional<URI> dynamoDb) {
  /** The variables of an instance that calls with the given key. */
  Map<String, String> of(FunctionModel function, Credentials credentials) {
    Map<String, String> environment = new HashMap<>(function.environment());
    options
        .overrides()
        .forEach((name, value) -> environment.computeIfPresent(name, (n, old) -> value));
    runtime(function, environment);
    access(environment, credentials);
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "[1]" + credentials.accessKeyId());
    environment.putAll(options.extraEnvironment());
    return environment;
  }

  /** What a program beside the functions needs in order to reach the stack. */
  Map<String, String> ofClients() {
    Map<String, String> environment = new HashMap<>();
    access(environment, options.credentials());
    return environment;
  }

  private static void runtime(FunctionModel function, Map<String, String> environment) {
    environment.put("_HANDLER", function.handler());
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put(
        "AWS_LAMBDA_FUNCTION_VERSION", function.alias().map(alias -> "1").orElse("$LATEST"));
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
  }

  /** Services that are not served here lead to this machine as well, never to AWS. */
  private void access(Map<String, String> environment, Credentials credentials) {
    environment.put("AWS_REGION", model.identity().region());
    environment.put("AWS_DEFAULT_REGION", model.identity().region());
    environment.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    environment.put("AWS_ENDPOINT_URL", gateway.toString());
    environment.put("AWS_ENDPOINT_URL_LAMBDA", gateway.toString());
    environment.put("AWS_ENDPOINT_URL_SQS", gateway.toString());
    environment.put("AWS_ENDPOINT_URL_S3", gateway.toString());
    environment.put("AWS_ENDPOINT_URL_SSM", gateway.toString());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", gateway.toString());
    dynamoDb.ifPresent(uri -> environment.put("AWS_ENDPOINT_URL_DYNAMODB", uri.toString()));
    model
        .api()
        .ifPresent(
            api ->
                environment.put(
                    "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", gateway + "/" + api.stage()));
  }
}
