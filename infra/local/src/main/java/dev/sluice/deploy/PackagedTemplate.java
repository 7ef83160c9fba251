package dev.sluice.deploy;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template as it is installed: where it names a function's package in the build, it names an
 * object of a bucket, by the parameters {@code CodeBucket} and {@code CodePrefix}.
 *
 * <p>SAM publishes a new version of a function, without which nothing of a change is seen behind
 * its alias, when what it is told of the code changes. So the object's name stands first in a list
 * of all that a version depends on: the object is named by its content, and behind it come a hash
 * of the function's own definition and the parameters in it. SAM looks at the whole list;
 * CloudFormation takes the first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functioncode.html">FunctionCode</a>
 */
public final class PackagedTemplate {
  private static final Pattern CODE =
      Pattern.compile("CodeUri: \\.\\./functions/([a-z]+)/target/function\\.zip");
  private static final Pattern DECLARED = Pattern.compile("(?m)^  ([A-Za-z0-9]+): \\{Type: ");
  private static final Pattern USED =
      Pattern.compile("!Ref ([A-Za-z0-9]+)|\\$\\{([A-Za-z0-9]+)\\}");
  private static final Pattern NEXT_RESOURCE = Pattern.compile("(?m)^  [A-Za-z0-9]+:$");
  private static final String PARAMETERS = "\nParameters:\n";
  private static final String RULES = "\nRules:\n";
  private static final String GLOBALS = "\nGlobals:\n";
  private static final String RESOURCES = "\nResources:\n";
  private static final String GROUPS = "    ParameterGroups:\n";
  private static final int HASH_LENGTH = 12;

  private final String template;
  private final Map<String, String> keys;
  private final Set<String> parameters;

  private PackagedTemplate(String template, Map<String, String> keys) {
    this.template = template;
    this.keys = keys;
    this.parameters = new LinkedHashSet<>();
    DECLARED
        .matcher(between(PARAMETERS, RULES))
        .results()
        .forEach(found -> parameters.add(found.group(1)));
  }

  /** The functions' modules whose packages the template names. */
  public static Set<String> modules(String template) {
    Set<String> modules = new TreeSet<>();
    CODE.matcher(template).results().forEach(found -> modules.add(found.group(1)));
    return modules;
  }

  /**
   * The template with objects instead of files.
   *
   * @param keys the object of each module, below {@code CodePrefix}
   * @throws DeployException if a module has none, or the template is not of the shape we write
   */
  public static String of(String template, Map<String, String> keys) {
    return new PackagedTemplate(template, keys).text();
  }

  private String text() {
    Matcher matcher = CODE.matcher(template);
    StringBuilder packaged = new StringBuilder();
    while (matcher.find()) {
      String code = code(matcher.group(1), definition(matcher.end()));
      matcher.appendReplacement(packaged, Matcher.quoteReplacement(code));
    }
    matcher.appendTail(packaged);
    return insert(insert(packaged.toString(), GROUPS, GROUP), PARAMETERS, DECLARATIONS);
  }

  private String code(String module, String definition) {
    String key = keys.get(module);
    if (key == null) {
      throw new DeployException("no package for the functions of " + module);
    }
    StringBuilder code = new StringBuilder("CodeUri: {Bucket: !Ref CodeBucket, Key: !Select [0, [");
    code.append("!Sub '${CodePrefix}").append(key).append('\'');
    code.append(", '").append(Digests.of(definition), 0, HASH_LENGTH).append('\'');
    USED.matcher(definition)
        .results()
        .map(used -> used.group(1) == null ? used.group(2) : used.group(1))
        .filter(parameters::contains)
        .distinct()
        .forEach(name -> code.append(", !Ref ").append(name));
    return code.append("]]}").toString();
  }

  /** What all functions share, and the rest of the one in whose middle we are. */
  private String definition(int from) {
    Matcher next = NEXT_RESOURCE.matcher(template);
    int end = next.find(from) ? next.start() : template.length();
    return between(GLOBALS, RESOURCES) + template.substring(from, end);
  }

  private String between(String begin, String end) {
    int from = require(template, begin) + begin.length();
    return template.substring(from, require(template, end) + 1);
  }

  private static String insert(String text, String after, String more) {
    int at = require(text, after) + after.length();
    return text.substring(0, at) + more + text.substring(at);
  }

  private static int require(String text, String line) {
    int at = text.indexOf(line);
    if (at < 0) {
      throw new DeployException("expected the template to have the line " + line.strip());
    }
    return at;
  }

  private static final String GROUP =
      "      - {Label: {default: Where the functions' packages are},"
          + " Parameters: [CodeBucket, CodePrefix]}\n";

  private static final String DECLARATIONS =
      "  CodeBucket: {Type: String, AllowedPattern: '^[a-z0-9.-]{3,63}$',"
          + " Description: The bucket in this region with the release's folder functions}\n"
          + "  CodePrefix: {Type: String, Default: '', AllowedPattern: '^$|^.+/$',"
          + " Description: 'What stands before functions/ in it, with a slash at its end'}\n";
}
