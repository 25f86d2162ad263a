package dev.sluice.consumer;

import dev.sluice.aws.BucketAccess;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.alert.AlertPublisher;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.definition.DeployedPipeline;
import dev.sluice.core.definition.RequiredVariables;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.metrics.EmfMetrics;
import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.Pipeline;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Builds the core's objects once, at init, so that a broken definition fails there. */
final class ConsumerWiring {
  private static final Logger LOG = Logger.getLogger(ConsumerWiring.class);

  @Produces
  @Singleton
  Pipeline pipeline(ConsumerConfig config) {
    new RequiredVariables(
            Map.of(
                "SLUICE_PIPELINE",
                config.pipeline(),
                "SLUICE_TOPIC_ARN",
                config.topicArn(),
                "SLUICE_STREAM",
                config.stream(),
                "SLUICE_BUCKET",
                config.bucket()))
        .require(LOG::error);
    return new DeployedPipeline(config.pipelinesDir(), config.pipeline(), System.getenv())
        .load(LOG::info, LOG::error);
  }

  void requireBucket(
      @Observes StartupEvent started, Pipeline loaded, S3Client s3, ConsumerConfig config) {
    new BucketAccess(s3, config.bucket()).require(LOG::error);
  }

  /**
   * Binds the rules at start. A pipeline whose sources put files into raw has no stream and no
   * rules: should records come all the same, their batch fails and is kept.
   */
  void start(@Observes StartupEvent started, Pipeline pipeline, Instance<BoundRules> rules) {
    if (pipeline.stream().isPresent()) {
      LOG.debugf("Bound %s", rules.get());
    } else {
      LOG.infof("Pipeline %s has no stream: nothing to do for this function", pipeline.name());
    }
  }

  @Produces
  @Singleton
  BoundRules rules(Pipeline pipeline) {
    return BoundRules.bind(pipeline);
  }

  @Produces
  @Singleton
  AlertPublisher publisher(SnsClient sns, ConsumerConfig config) {
    return new SnsAlertPublisher(new SnsTopic(sns, config.topicArn()));
  }

  @Produces
  @Singleton
  ObjectStore store(S3Client s3, ConsumerConfig config) {
    return new S3ObjectStore(s3, config.bucket());
  }

  @Produces
  @Singleton
  StreamAlerts alerts(
      Pipeline pipeline, BoundRules rules, AlertPublisher publisher, ObjectStore store) {
    AlertBudget budget = pipeline.stream().orElseThrow().budget();
    return new StreamAlerts(rules, publisher, store, budget);
  }

  @Produces
  @Singleton
  LazyAlerts whenRecordsCome(Instance<StreamAlerts> alerts) {
    return alerts::get;
  }

  @Produces
  @Singleton
  Metrics metrics(ConsumerConfig config) {
    return new EmfMetrics(
        config.stack(), config.pipeline(), "consumer", Clock.systemUTC(), System.out);
  }

  @Produces
  @Singleton
  KinesisEventReader reader() {
    return new KinesisEventReader();
  }
}
