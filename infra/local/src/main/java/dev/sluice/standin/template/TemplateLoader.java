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
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.policy.Permissions;
import dev.sluice.standin.policy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Loads a template file into the model of what runs locally.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html">SAM
 *     template anatomy</a>
 */
public final class TemplateLoader {
  private final StackIdentity identity;
  private final Map<String, String> parameters;

  /**
   * @param identity what pseudo parameters stand for
   * @param parameters values of the template's parameters, where not their defaults
   */
  public TemplateLoader(StackIdentity identity, Map<String, String> parameters) {
    this.identity = identity;
    this.parameters = Map.copyOf(parameters);
  }

  /**
   * @throws TemplateException when the file cannot be read or asks for something that is not
   *     available locally, which the message names
   */
  public StackModel load(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new TemplateException("Cannot read the template " + file + ": " + e);
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    return load(text, folder == null ? file.toAbsolutePath().getRoot() : folder);
  }

  /**
   * Like {@link #load(Path)}, for a text.
   *
   * @param folder the folder to which code paths are relative
   */
  public StackModel load(String text, Path folder) {
    ObjectNode template = YamlDocument.parse(text);
    TemplateShape.check(template);
    Globals.apply(template);
    Map<String, JsonNode> values =
        Parameters.values(template.withObject("/Parameters"), parameters);
    ResourceNames names = new ResourceNames(identity, values, template);
    ObjectNode all = template.withObject("/Resources");
    TemplateShape.dropUnmet(all, names.evaluator());
    TemplateShape.checkTypes(all);
    template.set("Resources", SamExpansion.expand(all));
    return model(new ResourceNames(identity, values, template), template, folder);
  }

  private StackModel model(ResourceNames names, ObjectNode template, Path folder) {
    List<Resource> resources = resolve(names, template.withObject("/Resources"));
    FunctionReader functionReader = new FunctionReader(names, folder);
    Map<String, FunctionModel> functions = new HashMap<>();
    Map<String, TableModel> tables = new HashMap<>();
    Map<String, BucketModel> buckets = new HashMap<>();
    Map<String, QueueModel> queues = new HashMap<>();
    Map<String, RuleModel> rules = new HashMap<>();
    List<ParameterModel> parameterModels = new ArrayList<>();
    List<SecretModel> secrets = new ArrayList<>();
    List<EventSource> sources = new ArrayList<>();
    for (Resource resource : resources) {
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
        case PARAMETER -> parameterModels.add(ParameterModel.read(resource));
        case SECRET -> secrets.add(SecretModel.read(resource, names.name(id)));
        default -> {} // policies, and parts of the API, read below
      }
    }
    return new StackModel(
        identity,
        functions,
        new ApiReader(identity, resources).read(),
        tables,
        buckets,
        queues,
        rules,
        parameterModels,
        secrets,
        sources,
        permissions(
            new RoleReader(names, template.withObject("/Resources")),
            resources,
            functions,
            queues));
  }

  private static Permissions permissions(
      RoleReader roleReader,
      List<Resource> resources,
      Map<String, FunctionModel> functions,
      Map<String, QueueModel> queues) {
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
        default -> {} // read above
      }
    }
    return new Permissions(roles, policies.policies());
  }

  private static List<Resource> resolve(ResourceNames names, ObjectNode resources) {
    List<Resource> resolved = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : resources.properties()) {
      String id = entry.getKey();
      String type = entry.getValue().path("Type").asText();
      if (ResourceTypes.RUN.contains(type)) {
        JsonNode properties = names.evaluator().resolve(entry.getValue().path("Properties"));
        resolved.add(new Resource(id, names.ref(id).asText(), type, Properties.of(id, properties)));
      }
    }
    return resolved;
  }
}
