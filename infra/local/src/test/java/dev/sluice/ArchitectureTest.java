package dev.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the parts, and what to do instead of going through them. */
@AnalyzeClasses(
    packages = "dev.sluice",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  /** Leaves out what other modules' tests share. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final DescribedPredicate<JavaClass> COMPOSITION_ROOT =
      DescribedPredicate.describe(
          "a composition root", c -> c.getSimpleName().endsWith("Function"));

  private static final String[] FUNCTIONS = {
    "dev.sluice.connect..",
    "dev.sluice.query..",
    "dev.sluice.stream..",
    "dev.sluice.relay..",
    "dev.sluice.answer..",
    "dev.sluice.ingest.."
  };

  private static final String[] INFRA = {
    "dev.sluice.standin..",
    "dev.sluice.cli..",
    "dev.sluice.client..",
    "dev.sluice.deploy..",
    "dev.sluice.protocol..",
    "dev.sluice.validate..",
    "dev.sluice.modelserver.."
  };

  @ArchTest
  static final ArchRule the_sdk_stays_in_adapters =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..aws..", "dev.sluice.standin..", "dev.sluice.cli..", "dev.sluice.deploy..")
          .and(DescribedPredicate.not(COMPOSITION_ROOT))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..")
          .because("adapters in a package 'aws' use it; give the class a port instead");

  @ArchTest
  static final ArchRule functions_and_shared_parts_do_not_know_the_infrastructure =
      noClasses()
          .that()
          .resideOutsideOfPackages(INFRA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(INFRA)
          .because("what is deployed must run without it; move what both need to shared/core");

  @ArchTest
  static final ArchRule shared_parts_do_not_know_functions =
      noClasses()
          .that()
          .resideOutsideOfPackages(FUNCTIONS)
          .and()
          .resideOutsideOfPackages(INFRA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FUNCTIONS)
          .because("data flows from functions to shared parts; define a port where it is needed");

  @ArchTest
  static final ArchRule the_stand_in_knows_nothing_of_sluice =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.standin..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are Sluice's own",
                  c ->
                      c.getPackageName().startsWith("dev.sluice")
                          && !c.getPackageName().startsWith("dev.sluice.standin")))
          .because("it runs any template; what Sluice needs of it is passed in by dev.sluice.cli");

  @ArchTest
  static final ArchRule the_relay_knows_no_models =
      noClasses()
          .that()
          .resideInAPackage("dev.sluice.relay..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.sluice.answer..", "dev.langchain4j..")
          .because("it takes text from an AnswerSource; dev.sluice.stream puts both together");

  @ArchTest
  static final ArchRule the_environment_is_read_by_composition_roots =
      noClasses()
          .that(DescribedPredicate.not(COMPOSITION_ROOT))
          .and()
          .resideOutsideOfPackages("dev.sluice.cli..", "dev.sluice.standin..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because(
              "settings come through dev.sluice.settings.Settings, so that tests can give them");

  @ArchTest
  static final ArchRule threads_wait_through_time =
      noClasses()
          .that()
          .doNotHaveSimpleName("SystemTime")
          .and()
          .resideOutsideOfPackages("dev.sluice.standin..", "dev.sluice.modelserver..")
          .should()
          .callMethod(Thread.class, "sleep", java.time.Duration.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .because("dev.sluice.gateway.Time waits, so that tests need not");

  @ArchTest
  static final ArchRule packages_have_no_cycles_in_core =
      slices()
          .matching("dev.sluice.(frame|session|gateway|aws|settings|log)..")
          .should()
          .beFreeOfCycles()
          .because("frame -> session <- gateway, and aws uses all; nothing uses aws");

  @ArchTest
  static final ArchRule there_are_no_catch_all_packages =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..dto..")
          .because("packages are named by their subject");

  @ArchTest
  static final ArchRule classes_are_final =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
          .because("nothing is made to be extended; write an interface where a process ends");
}
