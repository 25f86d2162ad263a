package dev.sluice.consumer;

import dev.sluice.core.alert.AlertPublisher;
import dev.sluice.core.alert.BoundRules;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.metrics.EmfMetrics;
import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.PipelineLoader;
import dev.sluice.core.pipeline.PipelineSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sns.SnsClient;

/** Builds the core's objects once, at init, so that a broken definition fails there. */
final class ConsumerWiring {
  @Produces
  @Singleton
  BoundRules rules(ConsumerConfig config) {
    Path file = config.pipelinesDir().resolve(config.pipeline() + ".yaml");
    Pipeline pipeline = new PipelineLoader().load(file, PipelineSettings.in(System.getenv()));
    return BoundRules.bind(pipeline);
  }

  @Produces
  @Singleton
  AlertPublisher publisher(SnsClient sns, ConsumerConfig config) {
    return new SnsAlertPublisher(sns, config.topicArn());
  }

  @Produces
  @Singleton
  StreamAlerts alerts(BoundRules rules, AlertPublisher publisher) {
    return new StreamAlerts(rules, publisher);
  }

  @Produces
  @Singleton
  Metrics metrics(ConsumerConfig config) {
    return new EmfMetrics(config.pipeline(), "consumer", Clock.systemUTC(), System.out);
  }

  @Produces
  @Singleton
  KinesisEventReader reader() {
    return new KinesisEventReader();
  }

  void onStart(@Observes StartupEvent start, BoundRules rules, ConsumerConfig config) {
    Logger.getLogger(ConsumerWiring.class)
        .infof(
            "Pipeline %s loaded from %s: %d alert rules",
            rules.pipeline(), config.pipelinesDir(), rules.size());
  }
}
