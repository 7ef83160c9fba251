package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    ObjectNode all = template.withObject("/Resources");
    return new ModelReader(names, folder).read(resolve(names, all), new RoleReader(names, all));
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
