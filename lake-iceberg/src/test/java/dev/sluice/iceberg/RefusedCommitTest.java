package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that the catalog does not do. */
class RefusedCommitTest {
  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore(Instant::now);
  private int swaps;

  /** Makes the table, and then fails. */
  private final class Catalog extends InMemoryMetadataCatalog {
    private final IOException failure;

    Catalog(IOException failure) {
      this.failure = failure;
    }

    @Override
    public synchronized boolean swap(MetadataSwap swap) throws IOException {
      swaps++;
      if (swap.base().isPresent()) {
        throw failure;
      }
      return super.swap(swap);
    }
  }

  private List<String> keys() throws IOException {
    try (Stream<ObjectInfo> objects = store.list("")) {
      return objects.map(ObjectInfo::key).sorted().toList();
    }
  }

  @Test
  void aCommitThatTheCatalogRefusesIsNotTriedAgainAndLeavesNothing() throws IOException {
    IOException denied = new MetadataCatalog.RefusedException("access denied", null);
    IceFarm farm = new IceFarm(folder, store, new Catalog(denied));
    MadeUnit unit = farm.unit(farm.prepare(), 0, "a", IceFarm.readings(0, "a", 3));
    List<String> before = keys();
    assertThatThrownBy(() -> farm.commit("run", unit)).isSameAs(denied);
    assertThat(swaps).isEqualTo(2);
    assertThat(farm.pauses).isEmpty();
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void aCommitWithoutAnAnswerIsTriedAgainAfterPausesThatGrow() throws IOException {
    IceFarm farm = new IceFarm(folder, store, new Catalog(new IOException("500")));
    MadeUnit unit = farm.unit(farm.prepare(), 0, "a", IceFarm.readings(0, "a", 3));
    assertThatThrownBy(() -> farm.commit("run", unit)).hasMessageContaining("in 5 attempts");
    assertThat(farm.pauses).containsExactly(millis(200), millis(400), millis(800), millis(1600));
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }
}
