package dev.sluice.cli;

import dev.sluice.aws.AwsClients;
import dev.sluice.aws.Table;
import dev.sluice.gateway.Time;
import dev.sluice.settings.Settings;
import dev.sluice.standin.access.Credentials;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The table of a local stack, or of a deployed one. */
final class Tables {
  private Tables() {}

  /** Of the stack whose DynamoDB is at the address. */
  static Table local(URI dynamoDb, String table) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "eu-local-1");
    environment.put("AWS_ACCESS_KEY_ID", Credentials.LOCAL.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", Credentials.LOCAL.secretAccessKey());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    return of(environment, table);
  }

  /** Of a deployed stack, with the caller's AWS credentials and region. */
  static Table deployed(String table) {
    return of(System.getenv(), table);
  }

  private static Table of(Map<String, String> environment, String table) {
    Settings settings = new Settings(environment);
    AwsClients clients = new AwsClients(settings);
    settings.check();
    return new Table(clients.dynamoDb(), table, Time.system());
  }
}
