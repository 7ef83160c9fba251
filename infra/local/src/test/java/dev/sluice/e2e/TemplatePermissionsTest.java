package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.access.Denial;
import dev.sluice.standin.template.TemplateTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The template allows each function all that it needs, and nothing that it does not: whatever is
 * taken away is missed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege">Apply
 *     least-privilege permissions</a>
 */
final class TemplatePermissionsTest {
  @TempDir private static Path folder;
  private static ObjectNode template;
  private static PermittedSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    template = TemplateTree.read(LocalSluice.root().resolve("infra/template.yaml"));
    sluice = new PermittedSluice(template, folder);
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  static Stream<Grant> grants() throws Exception {
    return Grant.all(TemplateTree.read(LocalSluice.root().resolve("infra/template.yaml"))).stream();
  }

  @ParameterizedTest
  @EnumSource
  void nothing_that_is_needed_is_denied(UseCase useCase) throws Exception {
    sluice.permitAll();
    useCase.run(sluice);
    sluice.settle();
  }

  @ParameterizedTest
  @MethodSource("grants")
  void what_is_taken_away_is_missed(Grant grant) throws Exception {
    sluice.permitAll();
    sluice.permit(grant.takenFrom(template));
    try {
      for (UseCase useCase : UseCase.values()) {
        if (useCase.uses(grant.to())) {
          useCase.run(sluice);
          sluice.settle();
        }
      }
      fail("Nothing needs %s: no use case failed without it", grant);
    } catch (PermittedSluice.DeniedException | IOException e) {
      assertThat(sluice.stack().permissions().denials())
          .as(e.getMessage())
          .anyMatch(denial -> isOf(grant, denial));
    } finally {
      sluice.permitAll();
    }
  }

  private static boolean isOf(Grant grant, Denial denial) {
    return denial.by().equals(grant.to()) && grant.actions().contains(denial.action());
  }

  @Test
  void the_template_allows_something_to_each_function() throws Exception {
    List<String> allowed = grants().map(Grant::to).distinct().toList();

    assertThat(allowed)
        .containsAll(sluice.stack().model().functions().keySet())
        .contains("events.amazonaws.com");
  }
}
