package dev.sluice.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template as it is installed: where it names a function's package in the build, it names an
 * object of a bucket, by the parameters {@code CodeBucket} and {@code CodePrefix}. Objects are
 * named by their content, so that a function gets a new version when its code has changed and only
 * then.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functioncode.html">FunctionCode</a>
 */
public final class PackagedTemplate {
  private static final Pattern CODE =
      Pattern.compile("CodeUri: \\.\\./functions/([a-z]+)/target/function\\.zip");
  private static final String PARAMETERS = "\nParameters:\n";
  private static final String GROUPS = "    ParameterGroups:\n";

  private PackagedTemplate() {}

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
    return CODE.matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(code(found, keys)))
        .transform(text -> insert(text, GROUPS, GROUP))
        .transform(text -> insert(text, PARAMETERS, DECLARATIONS));
  }

  private static String code(MatchResult found, Map<String, String> keys) {
    String key = keys.get(found.group(1));
    if (key == null) {
      throw new DeployException("no package for the functions of " + found.group(1));
    }
    return "CodeUri: {Bucket: !Ref CodeBucket, Key: !Sub '${CodePrefix}" + key + "'}";
  }

  private static String insert(String text, String after, String more) {
    int at = text.indexOf(after);
    if (at < 0) {
      throw new DeployException("expected the template to have the line " + after.strip());
    }
    return text.substring(0, at + after.length()) + more + text.substring(at + after.length());
  }

  private static final String GROUP =
      "      - {Label: {default: Where the functions' packages are},"
          + " Parameters: [CodeBucket, CodePrefix]}\n";

  private static final String DECLARATIONS =
      """
        CodeBucket: {Type: String, AllowedPattern: '^[a-z0-9.-]{3,63}$', Description: The bucket in this region with the folder functions of the release}
        CodePrefix: {Type: String, Default: '', AllowedPattern: '^$|^.+/$', Description: 'What stands before functions/ in the bucket, with a slash at its end; usually nothing'}
      """;
}
