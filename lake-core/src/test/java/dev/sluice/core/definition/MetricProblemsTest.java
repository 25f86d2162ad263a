package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.Bounds;
import dev.sluice.core.pipeline.source.SimulatorSource.Cycle;
import dev.sluice.core.pipeline.source.SimulatorSource.Following;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that depend on each other, of five sources that share them: each problem once. */
class MetricProblemsTest {
  private static final String METRICS = "sources.clock.simulator.metrics.";
  @TempDir Path folder;

  private List<String> gpu(String old, String replacement) {
    return PipelineFile.copy("gpu", folder).replace(old, replacement).problems();
  }

  @Test
  void readsDriversAndFollowers() {
    SimulatorSource source =
        (SimulatorSource) PipelineFile.copy("gpu", folder).load().feeds().get(0).source();

    assertThat(source.metrics().get(0).cycle()).contains(new Cycle(Duration.ofMinutes(10), 60));
    assertThat(source.metrics().get(0).bounds()).isEqualTo(new Bounds(0, 100));
    assertThat(source.metrics().get(3).following())
        .contains(new Following(Map.of("usage", 0.38), Duration.ofSeconds(90)));
  }

  @Test
  void rejectsAnUnknownDriver() {
    assertThat(gpu("follows: {usage: 3.1}", "follows: {usag: 3.1}"))
        .containsExactly(
            METRICS
                + "power.follows.usag: no metric 'usag'; known: usage, power, clock, temperature,"
                + " vram; did you mean 'usage'?");
  }

  @Test
  void rejectsFollowingAFollower() {
    assertThat(gpu("follows: {usage: 0.38}", "follows: {power: 0.1}"))
        .containsExactly(
            METRICS
                + "temperature.follows.power: 'power' follows a metric too; name one that follows"
                + " none");
    assertThat(gpu("follows: {usage: 0.38}", "follows: {temperature: 0.1}")).hasSize(1);
  }

  @Test
  void rejectsACycleOfAFollower() {
    assertThat(gpu("{usage: 3.1},", "{usage: 3.1}, cycle: {period: 10m, amplitude: 3},"))
        .containsExactly(METRICS + "power.cycle: only goes without 'follows'; remove one");
  }

  @Test
  void rejectsALagWithoutDriver() {
    assertThat(gpu("noise: 3, min: 0", "noise: 3, lag: 10s, min: 0"))
        .containsExactly(METRICS + "usage.lag: needs 'follows' beside it");
  }

  @Test
  void rejectsALagThatCostsTooMuch() {
    assertThat(gpu("lag: 90s", "lag: 1001s"))
        .containsExactly(
            METRICS + "temperature.lag: must be at most 100 ticks long (100 x 'every')");
  }

  @Test
  void rejectsAPeriodThatTicksCanNotShow() {
    assertThat(gpu("period: 10m", "period: 19s"))
        .containsExactly(
            METRICS + "usage.cycle.period: must be at least two ticks long (2 x 'every')");
  }

  @Test
  void rejectsANegativeAmplitude() {
    assertThat(gpu("amplitude: 60", "amplitude: -60"))
        .containsExactly(METRICS + "usage.cycle.amplitude: must be at least 0, but is -60.0");
  }

  @Test
  void rejectsBoundsTheWrongWayRound() {
    assertThat(gpu("min: 0, max: 100", "min: 100, max: 0"))
        .containsExactly(METRICS + "usage.min: 100.0 is above 'max', 0.0");
  }

  @Test
  void rejectsAMeanOutOfBounds() {
    assertThat(gpu("usage: {mean: 55", "usage: {mean: 155"))
        .containsExactly(METRICS + "usage.mean: 155.0 is not within 'min' and 'max'");
  }

  @Test
  void rejectsAGainThatIsNoNumber() {
    assertThat(gpu("{usage: 3.1}", "{usage: much}"))
        .containsExactly(
            METRICS + "power.follows.usage: needs a number, but is 'much' (from *card of line 7)");
  }
}
