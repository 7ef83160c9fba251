package dev.sluice.standin.template;

import static dev.sluice.standin.template.ResourceTypes.BUCKET;
import static dev.sluice.standin.template.ResourceTypes.BUCKET_POLICY;
import static dev.sluice.standin.template.ResourceTypes.FUNCTION;
import static dev.sluice.standin.template.ResourceTypes.PARAMETER;
import static dev.sluice.standin.template.ResourceTypes.PERMISSION;
import static dev.sluice.standin.template.ResourceTypes.QUEUE;
import static dev.sluice.standin.template.ResourceTypes.QUEUE_POLICY;
import static dev.sluice.standin.template.ResourceTypes.RULE;
import static dev.sluice.standin.template.ResourceTypes.SECRET;
import static dev.sluice.standin.template.ResourceTypes.SIMPLE_TABLE;
import static dev.sluice.standin.template.ResourceTypes.TABLE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standin.policy.Permissions;
import dev.sluice.standin.policy.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the model of resolved resources. Used once, by one thread. */
final class ModelReader {
  private final ResourceNames names;
  private final FunctionReader functionReader;
  private final Map<String, FunctionModel> functions = new HashMap<>();
  private final Map<String, TableModel> tables = new HashMap<>();
  private final Map<String, BucketModel> buckets = new HashMap<>();
  private final Map<String, QueueModel> queues = new HashMap<>();
  private final Map<String, RuleModel> rules = new HashMap<>();
  private final List<ParameterModel> parameters = new ArrayList<>();
  private final List<SecretModel> secrets = new ArrayList<>();
  private final List<EventSource> sources = new ArrayList<>();

  /**
   * @param folder the template's
   */
  ModelReader(ResourceNames names, Path folder) {
    this.names = names;
    this.functionReader = new FunctionReader(names, folder);
  }

  StackModel read(List<Resource> resources, RoleReader roles) {
    resources.forEach(this::add);
    return new StackModel(
        names.identity(),
        functions,
        new ApiReader(names.identity(), resources).read(),
        tables,
        buckets,
        queues,
        rules,
        parameters,
        secrets,
        sources,
        permissions(resources, roles));
  }

  private void add(Resource resource) {
    String id = resource.logicalId();
    JsonNode node = resource.properties().node();
    switch (resource.type()) {
      case FUNCTION -> {
        functions.put(id, functionReader.read(id, node));
        sources.addAll(EventReader.read(id, node.path("Events")));
      }
      case TABLE -> tables.put(id, StorageReader.table(resource));
      case SIMPLE_TABLE -> tables.put(id, StorageReader.simpleTable(resource));
      case BUCKET -> buckets.put(id, BucketReader.read(resource));
      case QUEUE -> queues.put(id, StorageReader.queue(resource, names.name(id), names.arn(id)));
      case RULE -> rules.put(id, RuleReader.read(resource, names.arn(id)));
      case PARAMETER -> parameters.add(ParameterModel.read(resource));
      case SECRET -> secrets.add(SecretModel.read(resource, names.name(id)));
      default -> {} // policies, and parts of the API, read afterwards
    }
  }

  private Permissions permissions(List<Resource> resources, RoleReader roleReader) {
    Map<String, Role> roles = new HashMap<>();
    ResourcePolicyReader policies = new ResourcePolicyReader();
    for (Resource resource : resources) {
      String id = resource.logicalId();
      switch (resource.type()) {
        case FUNCTION ->
            roles.put(
                id,
                roleReader.read(
                    Objects.requireNonNull(functions.get(id)), resource.properties().node()));
        case QUEUE_POLICY -> policies.ofQueues(resource, queues.values());
        case BUCKET_POLICY -> policies.ofBucket(resource);
        case PERMISSION -> policies.ofFunction(resource, functions.values());
        default -> {} // read before
      }
    }
    return new Permissions(roles, policies.policies());
  }
}
