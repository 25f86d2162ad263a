package dev.sluice.writer;

import dev.sluice.aws.AwsMaskSecret;
import dev.sluice.aws.FunctionStart;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.raw.RawBatchWriter;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the function together. */
final class BatchWriterWiring {
  private static final Logger LOG = Logger.getLogger(BatchWriterWiring.class);

  @Startup
  @Produces
  @Singleton
  FunctionStart start(BatchWriterConfig config, S3Client s3) {
    return FunctionStart.of(
        new FunctionStart.Settings("batch-writer", config, Map.of(), System.getenv()),
        s3,
        LOG::info,
        LOG::error);
  }

  @Startup
  @Produces
  @Singleton
  KinesisEventReader events(FunctionStart start) {
    return new KinesisEventReader(
        start.pipeline().packing(),
        start.build(() -> RecordMasks.of(start.pipeline(), new AwsMaskSecret())));
  }

  @Startup
  @Produces
  @Singleton
  Supplier<RawBatchWriter> writer(FunctionStart start, BatchWriterConfig config) {
    boolean isOfLanes = config.rawParallelization() > 1;
    return start.buildForStream(
        () -> new RawBatchWriter(start.pipeline(), start.storeOfRaw(), isOfLanes));
  }

  @Produces
  @Singleton
  BatchReport report(FunctionStart start) {
    return new BatchReport(start.metrics());
  }
}
