package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.alert.Alert;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.sql.TrinoSqlCheck;
import dev.sluice.local.tests.PipelineTest.Expected;
import dev.sluice.local.tests.PipelineTest.ExpectedAlert;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.store.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pipeline with its tests.
 *
 * @param pipeline its definition
 * @param tests in the file's order
 */
public record TestedPipeline(Pipeline pipeline, List<PipelineTest> tests) {
  public TestedPipeline {
    tests = List.copyOf(tests);
  }

  /**
   * Loads a definition, its SQL and tests checked.
   *
   * @throws dev.sluice.core.definition.InvalidPipelineException with all problems
   */
  public static TestedPipeline load(Path file, Settings settings) {
    TestSection section = new TestSection();
    Pipeline pipeline = new PipelineLoader(new TrinoSqlCheck(), section).load(file, settings);
    return new TestedPipeline(pipeline, section.tests());
  }

  /**
   * Gives records to the pipeline as its stream, or bytes to its first other input.
   *
   * @return what would be lost of them: rejections, rows dropped, tables that can't be made
   */
  public List<String> losses(List<byte[]> records, Path file) throws IOException {
    List<PipelineTest.GivenObject> objects = objects(file);
    List<PipelineTest.GivenRecord> stream =
        pipeline.stream().isEmpty()
            ? List.of()
            : records.stream().map(PipelineTest.GivenRecord::of).toList();
    Path folder = Files.createTempDirectory("sluice-test-");
    try {
      TestRun run =
          TestRun.of(
              pipeline,
              new PipelineTest.Given(Optional.empty(), Duration.ZERO, stream, objects),
              folder);
      List<String> losses = new ArrayList<>(run.problems());
      losses.addAll(run.rejected());
      if (run.count("dropped") + run.count("duplicates") > 0) {
        losses.add(
            "%d dropped, %d duplicates".formatted(run.count("dropped"), run.count("duplicates")));
      }
      return losses;
    } finally {
      Folder.delete(folder);
    }
  }

  private List<PipelineTest.GivenObject> objects(Path file) {
    return pipeline.inputs().stream()
        .filter(input -> !input.name().equals(Input.STREAM))
        .map(
            input ->
                new PipelineTest.GivenObject(input.name(), "data", Optional.of(file), new byte[0]))
        .toList();
  }

  /** Runs a test in a folder of its own, which is gone afterwards. */
  public TestOutcome run(PipelineTest test) throws IOException {
    long started = System.nanoTime();
    Path folder = Files.createTempDirectory("sluice-test-");
    try {
      List<String> differences = compare(TestRun.of(pipeline, test.given(), folder), test);
      double seconds = (System.nanoTime() - started) / 1e9;
      return new TestOutcome(pipeline.name(), test.name(), seconds, differences);
    } finally {
      Folder.delete(folder);
    }
  }

  private List<String> compare(TestRun run, PipelineTest test) {
    Expected expected = test.expected();
    List<String> differences = new ArrayList<>(run.problems());
    rejected(expected.rejected(), run.rejected(), differences);
    if (run.problems().isEmpty()) {
      expected
          .tables()
          .forEach(
              (table, rows) ->
                  rows(run, "table " + table, "SELECT * FROM " + table, rows, differences));
      expected.queries().forEach((query, rows) -> query(run, query, rows, differences));
    }
    expected.alerts().ifPresent(alerts -> alerts(alerts, run.alerts(), differences));
    expected
        .counts()
        .forEach(
            (name, number) -> {
              if (run.count(name) != number) {
                differences.add("%s: %d, not %d".formatted(name, run.count(name), number));
              }
            });
    return differences;
  }

  private void query(TestRun run, String name, List<JsonNode> rows, List<String> differences) {
    for (NamedQuery query : pipeline.queries()) {
      if (query.name().equals(name)) {
        rows(run, "query " + name, query.sql(), rows, differences);
      }
    }
  }

  private static void rows(
      TestRun run, String what, String sql, List<JsonNode> rows, List<String> differences) {
    try {
      QueryResult result = run.tables().run(sql);
      RowDiff.of(rows, result, what.startsWith("query"))
          .forEach(line -> differences.add(what + " " + line));
    } catch (QueryFailedException e) {
      differences.add("%s fails: %s".formatted(what, e.getMessage()));
    }
  }

  private static void rejected(
      List<String> expected, List<String> reasons, List<String> differences) {
    List<String> left = new ArrayList<>(reasons);
    for (String part : expected) {
      String found = left.stream().filter(reason -> reason.contains(part)).findFirst().orElse(null);
      if (found == null) {
        differences.add("no record is rejected as '%s'".formatted(part));
      } else {
        left.remove(found);
      }
    }
    left.forEach(reason -> differences.add("a record is rejected: " + reason));
  }

  private static void alerts(
      List<ExpectedAlert> expected, List<Alert> published, List<String> differences) {
    boolean withSummaries = expected.stream().anyMatch(each -> each.kind().equals("summary"));
    List<Alert> found =
        published.stream()
            .filter(alert -> withSummaries || alert.labels().kind() != Alert.Kind.SUMMARY)
            .toList();
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      if (i >= expected.size()) {
        differences.add("alert not expected: " + shown(found.get(i)));
      } else if (i >= found.size()) {
        differences.add("alert missing: " + expected.get(i).rule());
      } else if (!isSame(expected.get(i), found.get(i))) {
        differences.add(
            "alert %d is %s, not %s".formatted(i + 1, shown(found.get(i)), shown(expected.get(i))));
      }
    }
  }

  private static boolean isSame(ExpectedAlert expected, Alert alert) {
    Alert.Labels labels = alert.labels();
    String text = alert.subject() + "\n" + alert.body();
    return expected.rule().equals(labels.rule())
        && expected.kind().equals(kind(alert))
        && expected.device().map(labels.device()::equals).orElse(true)
        && expected.says().map(text::contains).orElse(true);
  }

  private static String kind(Alert alert) {
    return alert.labels().kind().name().toLowerCase(Locale.ROOT);
  }

  private static String shown(Alert alert) {
    return "%s of %s (%s: %s)"
        .formatted(alert.labels().rule(), alert.labels().device(), kind(alert), alert.subject());
  }

  private static String shown(ExpectedAlert alert) {
    return "%s%s (%s%s)"
        .formatted(
            alert.rule(),
            alert.device().map(device -> " of " + device).orElse(""),
            alert.kind(),
            alert.says().map(says -> ": …" + says + "…").orElse(""));
  }
}
