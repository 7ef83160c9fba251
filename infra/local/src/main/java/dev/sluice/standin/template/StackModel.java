package dev.sluice.standin.template;

import dev.sluice.standin.policy.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a template runs locally.
 *
 * @param identity name, region and account
 * @param functions by logical id
 * @param api the WebSocket API, when the template has one
 * @param tables by logical id
 * @param buckets by logical id
 * @param queues by logical id
 * @param rules by logical id
 * @param parameters of Systems Manager
 * @param secrets of Secrets Manager
 * @param eventSources in the template's order
 * @param permissions what functions and services may do
 */
public record StackModel(
    StackIdentity identity,
    Map<String, FunctionModel> functions,
    Optional<WebSocketApiModel> api,
    Map<String, TableModel> tables,
    Map<String, BucketModel> buckets,
    Map<String, QueueModel> queues,
    Map<String, RuleModel> rules,
    List<ParameterModel> parameters,
    List<SecretModel> secrets,
    List<EventSource> eventSources,
    Permissions permissions) {
  /** Copies the collections. */
  public StackModel {
    functions = Map.copyOf(functions);
    tables = Map.copyOf(tables);
    buckets = Map.copyOf(buckets);
    queues = Map.copyOf(queues);
    rules = Map.copyOf(rules);
    parameters = List.copyOf(parameters);
    secrets = List.copyOf(secrets);
    eventSources = List.copyOf(eventSources);
  }
}
