package dev.sluice.etl;

import dev.sluice.aws.FunctionStart;
import dev.sluice.aws.IdleConnections;
import dev.sluice.core.definition.DefinitionArchive;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.erase.KeyErasure;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.survey.RawSurvey;
import dev.sluice.iceberg.PipelineTables;
import dev.sluice.iceberg.RefinedTables;
import dev.sluice.iceberg.TableErasure;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the function together. Endpoint, region and credentials are the SDK's own settings. */
final class EtlWiring {
  private static final Logger LOG = Logger.getLogger(EtlWiring.class);

  @Startup
  @Produces
  @Singleton
  FunctionStart start(EtlConfig config, S3Client s3) {
    IdleConnections.keep(2 * ObjectsAhead.Limits.USUAL.objects());
    Map<String, String> required =
        Map.of("SLUICE_DATABASE", config.database(), "SLUICE_WORKGROUP", config.workgroup());
    return FunctionStart.of(
        new FunctionStart.Settings("etl-trigger", config, required, System.getenv()),
        s3,
        LOG::info,
        LOG::error);
  }

  @Startup
  @Produces
  @Singleton
  RunDriver.Ports ports(FunctionStart start, GlueLake lake, EtlConfig config) {
    AthenaClient athena =
        AthenaClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(GlueLake.TIMEOUTS)
            .build();
    return start.build(
        () ->
            new RunDriver.Ports(
                start.pipeline(),
                start.store(),
                engine(start, lake, config),
                new RefinedTables(
                    new GlueTableCatalog(lake.glue(), config.database(), config.bucket()),
                    lake,
                    Clock.systemUTC()),
                crawlers(lake.glue(), config),
                new AthenaQueryEngine(
                    athena, config.database(), config.workgroup(), config.bucket()),
                Optional.of(Duration.ofDays(config.rawExpiryDays()))
                    .filter(kept -> !kept.isZero())));
  }

  @Produces
  @Singleton
  GlueLake lake(FunctionStart start, EtlConfig config) {
    return new GlueLake(start, config);
  }

  @Produces
  @Singleton
  RunDriver driver(RunDriver.Ports ports) {
    return new RunDriver(ports);
  }

  @Produces
  @Singleton
  EraseCommand erase(RunDriver.Ports ports, GlueLake lake, EtlConfig config) {
    return new EraseCommand(
        new KeyErasure(
            new KeyErasure.Parts(
                ports, new TableErasure(lake), config.tempDir(), Clock.systemUTC())));
  }

  private static RunDriver.Engine engine(FunctionStart start, GlueLake lake, EtlConfig config)
      throws IOException {
    if (config.job().isEmpty()) {
      return new RunDriver.Engine.Embedded(
          new PartitionTransform(
              start.pipeline(), start.store(), survey(start, lake, config), workspace(config)));
    }
    String pipeline = start.pipeline().name();
    GlueTransformJob.Definition definition =
        new GlueTransformJob.Definition(
            pipeline,
            DefinitionArchive.pack(config.pipelinesDir(), pipeline),
            PipelineSettings.text(PipelineSettings.in(System.getenv())),
            config.database());
    return new RunDriver.Engine.Job(
        new GlueTransformJob(
            lake.glue(),
            config.job().get(),
            start.store(),
            definition,
            config.jobFiles().map(folder -> new JobFiles(folder, start.store()))),
        survey(start, lake, config));
  }

  private static PartitionSurvey survey(FunctionStart start, GlueLake lake, EtlConfig config) {
    PipelineTables tables =
        new PipelineTables(
            start.pipeline(),
            start.store(),
            lake,
            Clock.systemUTC(),
            new PipelineTables.Use(true, threads(config)));
    RawSurvey raw =
        new RawSurvey(
            new RawSurvey.Settings(
                start.pipeline(),
                start.store(),
                Duration.ofHours(config.auditHours()),
                Clock.systemUTC()));
    return new PartitionSurvey(start.pipeline(), start.store(), tables, Optional.of(raw));
  }

  @Produces
  @Singleton
  TableCommand commands(FunctionStart start, GlueLake lake) {
    return new TableCommand(start.pipeline(), lake, Clock.systemUTC());
  }

  private static PartitionTransform.Workspace workspace(EtlConfig config) throws IOException {
    Path folder = WorkFolder.create(config.tempDir());
    long room = Math.max(1, Files.getFileStore(folder).getUsableSpace() / 4);
    return new PartitionTransform.Workspace(
        folder,
        bytes(config.sortMemoryMib(), Runtime.getRuntime().maxMemory() / 4),
        bytes(config.largePartitionMib(), Math.min(PartitionTransform.Workspace.MOST_BYTES, room)),
        new PartitionTransform.AtOnce(threads(config), room));
  }

  private static int threads(EtlConfig config) {
    return EtlThreads.count(
        config.etlThreads(),
        Optional.ofNullable(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")),
        EtlThreads.Machine.here());
  }

  private static long bytes(OptionalInt mib, long otherwise) {
    return mib.isPresent() ? (long) mib.getAsInt() << 20 : otherwise;
  }

  private static Optional<Crawlers> crawlers(GlueClient glue, EtlConfig config) {
    if (config.rawCrawler().isPresent() != config.trustedCrawler().isPresent()) {
      throw new IllegalArgumentException(
          "only one of SLUICE_RAW_CRAWLER and SLUICE_TRUSTED_CRAWLER is set; set both or neither");
    }
    boolean findsTrusted = config.catalog().equals("inferred");
    if (findsTrusted && config.rawCrawler().isEmpty()) {
      throw new IllegalArgumentException(
          "SLUICE_CATALOG is inferred, but no crawlers are there to find tables; set"
              + " SLUICE_RAW_CRAWLER and SLUICE_TRUSTED_CRAWLER");
    }
    return config
        .rawCrawler()
        .map(
            raw ->
                new GlueCrawlers(
                    glue,
                    Map.of(
                        Crawlers.Layer.RAW,
                        raw,
                        Crawlers.Layer.TRUSTED,
                        config.trustedCrawler().get()),
                    findsTrusted,
                    config.database(),
                    config.bucket()));
  }

  @Produces
  @Singleton
  RunReport report(FunctionStart start) {
    return new RunReport(start.metrics());
  }
}
