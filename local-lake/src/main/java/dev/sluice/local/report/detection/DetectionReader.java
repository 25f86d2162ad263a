package dev.sluice.local.report.detection;

import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.localaws.sns.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads out of a lake how well a simulated pipeline's alerts detect its anomalies. */
public final class DetectionReader {
  private final Pipeline pipeline;
  private final Path truth;

  /**
   * @param bucket the directory with the bucket's objects
   */
  public DetectionReader(Path bucket, Pipeline pipeline) {
    this.pipeline = pipeline;
    this.truth = bucket.resolve("truth").resolve(pipeline.name());
  }

  /**
   * Judges the messages; empty without a simulator whose sensors misbehave, or without rules.
   *
   * @param messages all that the topic took
   * @param until the end of what was simulated
   */
  public Optional<Detection> read(List<Message> messages, Instant until) throws IOException {
    Optional<SimulatorSource> simulator =
        pipeline.feeds().stream()
            .map(feed -> feed.source())
            .filter(SimulatorSource.class::isInstance)
            .map(SimulatorSource.class::cast)
            .filter(source -> source.anomalies().perSensorHour() > 0)
            .findFirst();
    if (simulator.isEmpty() || pipeline.alerts().isEmpty()) {
      return Optional.empty();
    }
    Map<String, JudgedRule> rules = new TreeMap<>();
    for (AlertRule rule : pipeline.alerts()) {
      if (rule.mode() == AlertRule.Mode.LIVE) {
        rules.put(rule.name(), JudgedRule.of(rule, simulator.get(), pipeline.record().keyField()));
      }
    }
    List<ToldAlert> told =
        messages.stream().flatMap(message -> ToldAlert.of(message).stream()).toList();
    return Optional.of(Detection.of(TruthLabel.under(truth), told, rules, until));
  }
}
