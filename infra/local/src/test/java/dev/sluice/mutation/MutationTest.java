package dev.sluice.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The guards that keep answers whole are switched off one by one; each time a test must fail.
 * Without a change the same tests succeed, run in the same way.
 */
final class MutationTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root", "../.."));
  private static final Path TARGET = Path.of("target/mutations");
  private static final String CELLS = "cells: ";
  private static final String ONLY = "sluice.matrix.only";

  @TestFactory
  Stream<DynamicTest> without_a_change_the_tests_succeed() {
    return Mutation.all().stream()
        .map(Mutation::red)
        .distinct()
        .map(tests -> DynamicTest.dynamicTest(tests, () -> succeeds(tests)));
  }

  @TestFactory
  Stream<DynamicTest> each_guard_is_missed_when_it_is_switched_off() {
    List<Mutation> all = Mutation.all();
    System.out.printf("mutations: %d guards are switched off%n", all.size());
    return all.stream()
        .map(mutation -> DynamicTest.dynamicTest(mutation.guard(), () -> fails(mutation)));
  }

  private static void succeeds(String tests) throws Exception {
    try (URLClassLoader classes = ChangedClasses.unchanged()) {
      TestExecutionSummary summary = run(tests, classes);
      assertThat(summary.getTestsStartedCount()).as("tests that ran").isPositive();
      assertThat(summary.getFailures()).isEmpty();
    }
  }

  private static void fails(Mutation mutation) throws Exception {
    try (URLClassLoader classes = ChangedClasses.of(mutation, ROOT, TARGET)) {
      TestExecutionSummary summary = run(mutation.red(), classes);
      assertThat(summary.getTestsStartedCount()).as("tests that ran").isPositive();
      assertThat(summary.getTestsFailedCount())
          .as("tests of " + mutation.red() + " that fail")
          .isPositive();
    }
  }

  private static TestExecutionSummary run(String tests, ClassLoader classes) throws Exception {
    boolean cells = tests.startsWith(CELLS);
    String name = cells ? "dev.sluice.matrix.FaultMatrixTest" : tests;
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(classes.loadClass(name)))
            .configurationParameter("jqwik.database", "")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(classes);
    System.setProperty(ONLY, cells ? tests.substring(CELLS.length()) : "");
    try {
      LauncherFactory.create().execute(request, listener);
    } finally {
      System.clearProperty(ONLY);
      Thread.currentThread().setContextClassLoader(before);
    }
    return listener.getSummary();
  }
}
