package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTest {
  @TempDir private Path bucket;

  @Test
  void recordsFromElsewhereAreNotShownAsZeroProduced() throws IOException {
    Path raw = Files.createDirectories(bucket.resolve("raw/devices"));
    Files.writeString(raw.resolve("a.json"), "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");

    Flow flow = Flow.of(new LakeCounts(bucket, "devices"), false);

    assertThat(flow.figures()).containsOnlyKeys("stored", "rejected", "failed");
    assertThat(flow.line()).isEqualTo("put from elsewhere:   in raw 2   rejected 0   failed 0");
  }

  @Test
  void aProducersRecordsAreCounted() throws IOException {
    Path state = Files.createDirectories(bucket.resolve("state/farm"));
    Files.writeString(state.resolve("producer.json"), "{\"produced\":1234,\"missed\":1}");

    assertThat(Flow.of(new LakeCounts(bucket, "farm"), true).line())
        .isEqualTo("produced 1,234   missed 1   in raw 0   rejected 0   failed 0");
  }
}
