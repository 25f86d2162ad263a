package dev.sluice.local.standin;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.ExternalSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Who can put the records of a pipeline that others fill. */
public final class Senders {
  private static final String SAMPLE = "devices";

  private Senders() {}

  /** Whether others put records into a pipeline's stream. */
  public static boolean areExpected(Pipeline pipeline) {
    return pipeline.stream().isPresent()
        && (pipeline.feeds().isEmpty()
            || pipeline.feeds().stream().anyMatch(feed -> feed.source() instanceof ExternalSource));
  }

  /**
   * Why a pipeline can't be played, and what to do; empty if it can.
   *
   * @param records a file of them, if there is one
   */
  public static Optional<String> problem(Pipeline pipeline, Optional<Path> records) {
    if (records.isPresent() && !areExpected(pipeline)) {
      return Optional.of(
          "--records: nobody else puts records into the stream of '%s'. Leave the option out, or take the source out of the definition."
              .formatted(pipeline.name()));
    }
    if (records.isPresent() && !Files.isRegularFile(records.get())) {
      return Optional.of("--records: the file %s does not exist.".formatted(records.get()));
    }
    boolean isSilent =
        records.isEmpty() && !pipeline.needsProducer() && !pipeline.name().equals(SAMPLE);
    return isSilent ? Optional.of(silence(pipeline)) : Optional.empty();
  }

  private static String silence(Pipeline pipeline) {
    String remedy =
        areExpected(pipeline)
            ? "Give some in a file, one JSON record a line: --records FILE. Or run `./sluice up %s`"
                + " and put records into its stream."
            : "Run `./sluice up %s` and put objects into its bucket under the prefixes of"
                + " 'inputs'.";
    return "others fill '%s', and nothing stands in for them: nothing would come in. "
            .formatted(pipeline.name())
        + remedy.formatted(pipeline.name());
  }

  /**
   * Who puts in a play; empty: nobody.
   *
   * @param start of the played time
   */
  public static Optional<Sender> start(Pipeline pipeline, Optional<Path> records, Instant start)
      throws IOException {
    if (!areExpected(pipeline)) {
      return Optional.empty();
    }
    if (records.isPresent()) {
      return Optional.of(RecordFile.open(records.get(), pipeline.record()));
    }
    return pipeline.name().equals(SAMPLE) ? Optional.of(new DeviceFleet(start)) : Optional.empty();
  }
}
