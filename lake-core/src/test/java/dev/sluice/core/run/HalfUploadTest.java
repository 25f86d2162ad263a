package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfUploadTest {
  private static final String HALF = "raw/farm/year=2026/month=06/day=02/2-7f3a";

  @TempDir Path folder;

  /** Lists an object without an ETag, as a local lake does while its upload goes on. */
  private static final class UploadingStore extends InMemoryObjectStore {
    @Override
    public synchronized Stream<ObjectInfo> list(String prefix) throws IOException {
      return super.list(prefix)
          .map(
              info ->
                  info.key().equals(HALF)
                      ? new ObjectInfo(
                          info.key(), info.size(), null, info.modified(), info.metadata())
                      : info);
    }
  }

  @Test
  void namesAnObjectWithoutETagAndMakesTheOtherPartitions() throws IOException {
    FarmLake lake = new FarmLake(new UploadingStore(), folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
    lake.putBytes(HALF, new byte[] {'{'});
    RunDriver driver =
        new RunDriver(
            EmbeddedPorts.of(
                FarmLake.pipeline(List.of()),
                lake.store,
                lake.transform(1 << 20),
                new FakeTableCatalog(),
                new FakeQueryEngine()));

    RunResult result =
        driver.handle(RunEvents.schedule(Instant.parse("2026-06-03T00:00:00Z"), () -> 60_000));

    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).reason()).contains(HALF, "no ETag");
    assertThat(lake.rows()).hasSize(1);
  }
}
