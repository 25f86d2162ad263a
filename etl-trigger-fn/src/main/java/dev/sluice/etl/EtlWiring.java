package dev.sluice.etl;

import dev.sluice.aws.BucketAccess;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.metrics.EmfMetrics;
import dev.sluice.core.pipeline.DeployedPipeline;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RequiredVariables;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.store.ObjectStore;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.parquet.ParquetTableWriter;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the function together. Endpoint, region and credentials are the SDK's own settings. */
final class EtlWiring {
  private static final Logger LOG = Logger.getLogger(EtlWiring.class);
  private static final ClientOverrideConfiguration TIMEOUTS =
      ClientOverrideConfiguration.builder()
          .apiCallAttemptTimeout(Duration.ofSeconds(10))
          .apiCallTimeout(Duration.ofSeconds(40))
          .build();

  /** At start, so that a broken definition fails the function's init and not its first run. */
  @Startup
  @Produces
  @Singleton
  Pipeline pipeline(EtlConfig config) {
    new RequiredVariables(
            Map.of(
                "SLUICE_PIPELINE",
                config.pipeline(),
                "SLUICE_BUCKET",
                config.bucket(),
                "SLUICE_DATABASE",
                config.database(),
                "SLUICE_WORKGROUP",
                config.workgroup()))
        .require(LOG::error);
    return new DeployedPipeline(config.pipelinesDir(), config.pipeline(), System.getenv())
        .load(LOG::info, LOG::error);
  }

  void requireBucket(
      @Observes StartupEvent started, Pipeline loaded, S3Client s3, EtlConfig config) {
    new BucketAccess(s3, config.bucket()).require(LOG::error);
  }

  @Produces
  @Singleton
  GlueClient glue() {
    return GlueClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(TIMEOUTS)
        .build();
  }

  @Produces
  @Singleton
  AthenaClient athena() {
    return AthenaClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(TIMEOUTS)
        .build();
  }

  @Produces
  @Singleton
  GlueTableCatalog catalog(GlueClient glue, EtlConfig config) {
    return new GlueTableCatalog(glue, config.database(), config.bucket());
  }

  @Produces
  @Singleton
  AthenaQueryEngine queries(AthenaClient athena, EtlConfig config) {
    return new AthenaQueryEngine(athena, config.database(), config.workgroup(), config.bucket());
  }

  @Produces
  @Singleton
  PartitionTransform.Workspace workspace(EtlConfig config) throws IOException {
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    return new PartitionTransform.Workspace(
        WorkFolder.create(config.tempDir()),
        config.sortMemoryMib().isPresent()
            ? (long) config.sortMemoryMib().getAsInt() << 20
            : quarter);
  }

  @Produces
  @Singleton
  RunDriver driver(
      Pipeline pipeline,
      ObjectStore lake,
      PartitionTransform.Workspace workspace,
      GlueTableCatalog catalog,
      AthenaQueryEngine queries) {
    PartitionTransform transform =
        new PartitionTransform(pipeline, lake, new ParquetTableWriter(), workspace);
    return new RunDriver(new RunDriver.Ports(pipeline, lake, transform, catalog, queries));
  }

  @Produces
  @Singleton
  ObjectStore lake(S3Client s3, EtlConfig config) {
    return new S3ObjectStore(s3, config.bucket());
  }

  @Produces
  @Singleton
  RunReport report(Pipeline pipeline) {
    return new RunReport(
        new EmfMetrics(pipeline.name(), "etl-trigger", Clock.systemUTC(), System.out));
  }
}
