package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralSourcesTest {
  private static final String REPLAY =
      "{replay: {every: 2m, file: seattle/seattle-weather.csv,"
          + " assign: {id: \"sea-{date}\", station: SEA}}}\n";

  @TempDir Path folder;

  private PipelineFile seattle(String sources) {
    PipelineFile file = PipelineFile.copy("seattle", folder);
    String text = file.text();
    int from = text.indexOf("\nsource:") + 1;
    return file.with(text.substring(0, from) + sources + text.substring(text.indexOf("\nrecord:")));
  }

  private List<String> problems(String sources) {
    return seattle(sources).problems();
  }

  @Test
  void readsThemByName() {
    Pipeline pipeline = seattle("sources:\n  early: " + REPLAY + "  late: " + REPLAY).load();

    assertThat(pipeline.tickedSources().keySet()).containsExactly("early", "late");
    assertThat(pipeline.tickedSources().get("late").every()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void eachOfFiveSensorsIsSwitchedOffAlone() {
    PipelineFile gpu = PipelineFile.copy("gpu", folder);
    Pipeline all = gpu.load();
    Pipeline four = gpu.load(Map.of("POWER", "false"));

    assertThat(all.stopped()).isEmpty();
    assertThat(all.tickedSources().keySet())
        .containsExactly("usage", "power", "clock", "temperature", "vram");
    assertThat(four.stopped()).containsExactly("power");
    assertThat(gpu.replace("${POWER:true}", "sometimes").problems())
        .singleElement()
        .asString()
        .startsWith("sources.power.runs: ");
  }

  @Test
  void sendsOnlyMetricsOfItsModel() {
    assertThat(PipelineFile.copy("gpu", folder).replace("[vram]", "[ram]").problems())
        .singleElement()
        .asString()
        .startsWith("sources.vram.simulator.send[0]: no metric 'ram'; known: usage, power");
  }

  @Test
  void aRuleKnowsTheMetricsOfAllSources() {
    assertThat(
            PipelineFile.copy("gpu", folder)
                .replace("equals: temperature}", "equals: temprature}")
                .problems())
        .singleElement()
        .asString()
        .contains("temprature", "temperature");
  }

  @Test
  void onlyWhatLosesNothingIsSwitchedOff() {
    assertThat(problems("source: " + REPLAY.replace("{replay:", "{runs: false, replay:")))
        .containsExactly(
            "source.runs: only goes with 'simulator' and 'http': of other sources, what comes while"
                + " they don't run would be passed over; remove it");
  }

  @Test
  void aPipelineWithoutASourceIsFilledByOthers() {
    Pipeline left = seattle("").load();
    Pipeline said = seattle("source: {external: {}}\n").load();

    assertThat(left.feeds()).isEmpty();
    assertThat(left.needsProducer()).isFalse();
    assertThat(said.needsProducer()).isFalse();
    assertThat(seattle("source: " + REPLAY).load().needsProducer()).isTrue();
  }

  @Test
  void filesThatOthersPutIntoRawNeedNeitherSourceNorStream() {
    Pipeline pipeline =
        PipelineFile.copy("seattle", folder)
            .with(
                """
                pipeline: seattle
                inputs: {sales: {prefix: raw/sales, partition: [year], format: csv}}
                trusted: {sales: {input: sales, columns: {id: string}, dedupe: id}}
                """)
            .load();

    assertThat(pipeline.needsProducer()).isFalse();
    assertThat(pipeline.stream()).isEmpty();
  }

  @Test
  void rejectsOneSourceBesideThem() {
    assertThat(problems("source: " + REPLAY + "sources:\n  early: " + REPLAY))
        .containsExactly("sources: there is 'source' too; move it to 'sources' under a name");
  }

  @Test
  void rejectsNamesThatNoKeyTakes() {
    assertThat(problems("sources:\n  Early: " + REPLAY))
        .containsExactly(
            "sources.Early: the name 'Early' is not allowed; begin with a-z, then use a-z, 0-9 and"
                + " -, 50 at most");
  }

  @Test
  void reportsTheProblemsOfEach() {
    assertThat(
            problems(
                "sources:\n  early: "
                    + REPLAY.replace("2m", "2")
                    + "  late: "
                    + REPLAY.replace("replay", "reply")))
        .containsExactly(
            "sources.early.replay.every: needs a duration like 10s, 1m, 2h or 7d, but is '2'",
            "sources.late: needs exactly one of simulator, replay, http, lines, landing, external",
            "sources.late.reply: unknown key; known here: simulator, replay, http, lines,"
                + " landing, external, runs; did you mean 'replay'?");
  }

  @Test
  void rejectsNone() {
    assertThat(problems("sources: {}\n"))
        .containsExactly("sources: needs at least one entry, but is empty");
  }
}
