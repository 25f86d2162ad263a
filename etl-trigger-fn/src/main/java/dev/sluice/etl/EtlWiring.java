package dev.sluice.etl;

import dev.sluice.aws.BucketAccess;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.definition.DefinitionArchive;
import dev.sluice.core.definition.DeployedPipeline;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.definition.RequiredVariables;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.metrics.EmfMetrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog;
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
import java.util.Optional;
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

  /** What knows tables, and what reads them. */
  record Catalogs(TableCatalog tables, Optional<Crawlers> crawlers, QueryEngine queries) {}

  @Produces
  @Singleton
  Catalogs catalogs(GlueClient glue, AthenaClient athena, EtlConfig config) {
    return new Catalogs(
        new GlueTableCatalog(glue, config.database(), config.bucket()),
        crawlers(glue, config),
        new AthenaQueryEngine(athena, config.database(), config.workgroup(), config.bucket()));
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
  RunDriver.Engine engine(
      Pipeline pipeline,
      ObjectStore lake,
      PartitionTransform.Workspace workspace,
      GlueClient glue,
      EtlConfig config)
      throws IOException {
    if (config.job().isEmpty()) {
      return new RunDriver.Engine.Embedded(
          new PartitionTransform(pipeline, lake, new ParquetTableWriter(), workspace));
    }
    GlueTransformJob.Definition definition =
        new GlueTransformJob.Definition(
            pipeline.name(),
            DefinitionArchive.pack(config.pipelinesDir(), pipeline.name()),
            System.getenv().getOrDefault(PipelineSettings.VARIABLE, ""));
    return new RunDriver.Engine.Job(
        new GlueTransformJob(glue, config.job().get(), lake, definition));
  }

  private static Optional<Crawlers> crawlers(GlueClient glue, EtlConfig config) {
    if (config.rawCrawler().isEmpty() && config.trustedCrawler().isEmpty()) {
      return Optional.empty();
    }
    Map<Crawlers.Layer, String> names =
        Map.of(
            Crawlers.Layer.RAW, config.rawCrawler().orElseThrow(EtlWiring::oneCrawler),
            Crawlers.Layer.TRUSTED, config.trustedCrawler().orElseThrow(EtlWiring::oneCrawler));
    return Optional.of(new GlueCrawlers(glue, names, config.database(), config.bucket()));
  }

  private static IllegalArgumentException oneCrawler() {
    return new IllegalArgumentException(
        "SLUICE_RAW_CRAWLER and SLUICE_TRUSTED_CRAWLER are to be set both, or neither");
  }

  @Produces
  @Singleton
  RunDriver driver(
      Pipeline pipeline,
      ObjectStore lake,
      RunDriver.Engine engine,
      Catalogs catalogs,
      EtlConfig config) {
    Optional<Duration> rawKept =
        Optional.of(Duration.ofDays(config.rawExpiryDays())).filter(kept -> !kept.isZero());
    return new RunDriver(
        new RunDriver.Ports(
            pipeline,
            lake,
            engine,
            catalogs.tables(),
            catalogs.crawlers(),
            catalogs.queries(),
            rawKept));
  }

  @Produces
  @Singleton
  ObjectStore lake(S3Client s3, EtlConfig config) {
    return new S3ObjectStore(s3, config.bucket());
  }

  @Produces
  @Singleton
  RunReport report(Pipeline pipeline, EtlConfig config) {
    return new RunReport(
        new EmfMetrics(
            config.stack(), pipeline.name(), "etl-trigger", Clock.systemUTC(), System.out));
  }
}
