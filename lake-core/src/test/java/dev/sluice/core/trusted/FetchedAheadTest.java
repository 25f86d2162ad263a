package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedAheadTest {
  private static final int OBJECTS = 4;

  @TempDir Path folder;

  /** Nothing can be read of it before all raw objects were asked for. */
  private static final class Slow extends InMemoryObjectStore {
    private final CountDownLatch asked = new CountDownLatch(OBJECTS);

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      Optional<StoredObject> stored = super.get(key);
      if (!key.startsWith("raw/")) {
        return stored;
      }
      asked.countDown();
      byte[] bytes = stored.orElseThrow().content().readAllBytes();
      return Optional.of(
          new StoredObject(stored.get().info(), new Waiting(new ByteArrayInputStream(bytes))));
    }

    private final class Waiting extends FilterInputStream {
      Waiting(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        try {
          if (!asked.await(30, TimeUnit.SECONDS)) {
            throw new IOException("the others were not asked for");
          }
        } catch (InterruptedException e) {
          throw new IOException("interrupted", e);
        }
        return super.read(to, offset, length);
      }
    }
  }

  @Test
  void aPartitionsObjectsAreAskedForWhileTheFirstIsRead() throws IOException {
    FarmLake lake = new FarmLake(new Slow(), folder);
    for (int i = 0; i < OBJECTS; i++) {
      lake.put(
          i + ".json",
          "{\"id\":\"%d\",\"data\":1,\"timestamp\":\"2026-06-01T00:00:00Z\"}\n".formatted(i));
    }
    assertThat(lake.run(1 << 20)).isInstanceOf(PartitionOutcome.Rewritten.class);
    assertThat(lake.rows()).hasSize(OBJECTS);
  }
}
