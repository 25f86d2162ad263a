package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunDriverTest extends RunOnAFarm {
  @Test
  void runsFromRawToResults() throws IOException {
    assertThat(schedule().state()).isEqualTo("QUERIES");
    List<String> ids = engine.succeedAll();
    assertThat(ended(ids.get(0)).state()).isEqualTo("QUERIES");
    RunResult last = ended(ids.get(1));
    assertThat(last.state()).isEqualTo("SUCCEEDED");
    assertThat(last.tables().get("readings").rewritten()).isEqualTo(1);
    assertThat(document().queries().get("hourly").key())
        .isEqualTo("results/farm/hourly/" + ids.get(0) + ".csv");
    assertThat(document().tables().get("readings").counts().rows()).isEqualTo(1);
    assertThat(catalog.tables.get("readings").location()).isEqualTo("trusted/farm/readings/");
    assertThat(catalog.tables.get("readings").firstYear()).isEqualTo(2026);
    assertThat(last.toJson()).contains("\"state\":\"SUCCEEDED\"", "\"rows\":1");
  }

  @Test
  void hasNothingToDoTheSecondTime() throws IOException {
    schedule();
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("SUCCEEDED");
    RunResult idle = schedule();
    assertThat(idle.state()).isEqualTo("NOTHING_TO_DO");
    assertThat(idle.metrics()).contains(Map.entry("RunSucceeded", 1L), Map.entry("RunFailed", 0L));
    assertThat(engine.started).hasSize(2);
    assertThat(document().queries()).hasSize(2);
    assertThat(document().tables().get("readings").counts().stored()).isEqualTo(1);
  }

  @Test
  void runsOnlyTheQueryWhoseTextChanged() throws IOException {
    schedule();
    engine.succeedAll();
    schedule();
    pipeline =
        FarmLake.pipeline(List.of(QUERIES.get(0), new NamedQuery("daily", "SELECT 'other'")));
    schedule();
    assertThat(engine.started).hasSize(3);
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void runsQueriesAgainWhenDataCameLate() throws IOException {
    schedule();
    engine.succeedAll();
    schedule();
    lake.put("2", A.replace("\"a\"", "\"b\""));
    assertThat(schedule().state()).isEqualTo("QUERIES");
    assertThat(engine.started).hasSize(4);
  }

  @Test
  void ignoresNewsOfOtherQueriesAndOfThoseAlreadyEnded() throws IOException {
    assertThat(ended("ad-hoc").state()).isEqualTo("IGNORED");
    schedule();
    assertThat(ended("ad-hoc").state()).isEqualTo("IGNORED");
    List<String> ids = engine.succeedAll();
    ended(ids.get(0));
    assertThat(ended(ids.get(0)).state()).isEqualTo("IGNORED");
  }

  @Test
  void triesAFailedQueryThreeTimesAndThenSaysWhy() throws IOException {
    schedule();
    engine.failAll("SYNTAX_ERROR");
    assertThat(schedule().state()).isEqualTo("QUERIES");
    engine.failAll("SYNTAX_ERROR");
    schedule();
    engine.failAll("SYNTAX_ERROR");
    RunResult failed = schedule();
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures().get(0).reason()).contains("hourly", "3 times", "SYNTAX_ERROR");
    assertThat(engine.started).hasSize(6);
  }

  @Test
  void goesOnWithoutAnUnreadableObjectAndFailsInTheEnd() throws IOException {
    lake.putBytes("raw/farm/year=2026/month=06/day=02/broken", new byte[] {'{'});
    schedule();
    engine.succeedAll();
    RunResult failed = schedule();
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures().get(0).reason()).contains("day=02/broken", "not JSON");
    assertThat(failed.tables().get("readings").counts().rows()).isEqualTo(1);
    assertThat(schedule().state()).isEqualTo("FAILED");
    assertThat(engine.started).describedAs("queries ran once").hasSize(2);
    lake.putBytes(
        "raw/farm/year=2026/month=06/day=02/broken",
        A.replace("a", "c").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    schedule();
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void goesOnWithoutATableThatIsIncompatibleAndFailsInTheEnd() throws IOException {
    catalog.incompatible = "its column 'reading' is string, not double";
    RunResult failed = schedule();
    assertThat(failed.state()).isEqualTo("QUERIES");
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("FAILED");
    assertThat(failed.failures().get(0).step()).isEqualTo(Run.Step.CATALOG);
    assertThat(failed.failures().get(0).reason()).contains("string, not double");
  }

  @Test
  void declaresAtTheNextScheduleWhatTheCatalogRefusedForAMoment() throws IOException {
    catalog.throttled = 2;
    RunResult refused = schedule();
    assertThat(refused.state()).isEqualTo("CATALOG");
    assertThat(refused.problem()).contains("'readings'", "Rate exceeded");
    assertThat(schedule().failures()).isEmpty();
    assertThat(schedule().state()).isEqualTo("QUERIES");
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void goesOnWithoutATableThatTheCatalogRefusesThreeTimes() throws IOException {
    catalog.throttled = 3;
    schedule();
    schedule();
    RunResult refused = schedule();
    assertThat(refused.state()).isEqualTo("QUERIES");
    assertThat(refused.failures()).extracting(Run.Failure::subject).containsExactly("readings");
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("FAILED");
  }

  @Test
  void survivesARunDocumentOnlyByTellingWhatToDo() throws IOException {
    lake.putBytes(
        "state/farm/run.json", "{\"run\":{}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    org.assertj.core.api.Assertions.assertThatThrownBy(this::schedule)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("state/farm/run.json")
        .hasMessageContaining("Delete it");
  }
}
