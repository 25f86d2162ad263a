package dev.sluice.writer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.raw.RawBatchWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Stores the records of a Kinesis event as raw objects. It answers that no record failed; if the
 * store fails it throws, so that Lambda delivers the whole batch again.
 */
public final class BatchWriterHandler implements RequestStreamHandler {
  private static final byte[] NO_FAILURES =
      "{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8);

  private final KinesisEventReader events;
  private final Supplier<RawBatchWriter> writer;
  private final BatchReport report;

  public BatchWriterHandler(
      KinesisEventReader events, Supplier<RawBatchWriter> writer, BatchReport report) {
    this.events = events;
    this.writer = writer;
    this.report = report;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    report.report(writer.get().write(events.read(input)));
    output.write(NO_FAILURES);
  }
}
