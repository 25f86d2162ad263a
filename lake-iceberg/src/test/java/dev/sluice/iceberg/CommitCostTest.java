package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that knows nothing yet asks of the store for a commit. */
class CommitCostTest {
  private static final int PARTITIONS = 10_000;
  private static final int COMMITS = Integer.getInteger("sluice.commits", 130);

  @TempDir Path folder;
  private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  private final CountingStore store = new CountingStore();

  @Test
  void aCommitCostsTheSameWhateverTheTableHas() throws IOException {
    IceFarm farm = new IceFarm(folder, store, catalog);
    TableLayout layout = farm.prepare();
    MadeUnit model = farm.unit(layout, 0, "a", IceFarm.readings(0, "a", 24));
    MadeUnit[] all = new MadeUnit[PARTITIONS];
    for (int day = 0; day < PARTITIONS; day++) {
      all[day] = like(model, layout, day, "a");
    }
    farm.commit("run-0", all);
    TableUpkeep upkeep = new TableUpkeep(farm.lake, "readings", TableKeeping.DEFAULT);
    upkeep.keep(Instant.now());
    for (int i = 1; i <= COMMITS; i++) {
      IceFarm fresh = new IceFarm(folder, store, catalog);
      store.reset();
      int day = (int) (i * 7919L % PARTITIONS);
      assertThat(fresh.commit("run-" + i, like(model, layout, day, "v" + i)).left()).isEmpty();
      if (i <= 20 || i > COMMITS - 20) {
        assertThat(store.requests).as(store.toString()).isLessThanOrEqualTo(10);
        assertThat(store.read).as(store.toString()).isLessThanOrEqualTo(100_000);
        assertThat(store.written).as(store.toString()).isLessThanOrEqualTo(60_000);
      }
      upkeep.keep(Instant.now());
    }
  }

  /** A unit with a file that nobody reads. */
  static MadeUnit like(MadeUnit model, TableLayout layout, int day, String version) {
    DataFile file = model.files().get(0);
    PartitionData partition = new PartitionData(layout.spec().partitionType());
    partition.set(0, (int) IceFarm.FIRST.plusDays(day).toEpochDay());
    String location =
        IceFarm.LOCATION
            + "/data/"
            + layout.spec().partitionToPath(partition)
            + "/"
            + UUID.nameUUIDFromBytes((day + version).getBytes(StandardCharsets.UTF_8))
            + ".parquet";
    DataFile like =
        DataFiles.builder(layout.spec())
            .withPath(location)
            .withFormat("parquet")
            .withPartition(partition)
            .withFileSizeInBytes(file.fileSizeInBytes())
            .withMetrics(metrics(file))
            .withSplitOffsets(file.splitOffsets())
            .build();
    return new MadeUnit(
        IceFarm.path(day), IceFarm.FIRST.plusDays(day).toEpochDay(), model.made(), List.of(like));
  }

  private static Metrics metrics(DataFile file) {
    return new Metrics(
        file.recordCount(),
        file.columnSizes(),
        file.valueCounts(),
        file.nullValueCounts(),
        file.nanValueCounts(),
        file.lowerBounds(),
        file.upperBounds());
  }

  private static final class CountingStore extends InMemoryObjectStore {
    private long requests;
    private long read;
    private long written;
    private final StringBuilder what = new StringBuilder();

    void reset() {
      requests = 0;
      read = 0;
      written = 0;
      what.setLength(0);
    }

    private void count(String method, String key, long size) {
      requests++;
      what.append("\n  ").append(method).append(' ').append(size).append(' ').append(key);
    }

    @Override
    public synchronized Optional<StoredObject> get(String key) throws IOException {
      Optional<StoredObject> object = super.get(key);
      read += object.map(found -> found.info().size()).orElse(0L);
      count("GET", key, object.map(found -> found.info().size()).orElse(0L));
      return object;
    }

    @Override
    public synchronized Optional<ObjectInfo> head(String key) throws IOException {
      count("HEAD", key, 0);
      return super.head(key);
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      count("PUT", object.key(), object.content().length());
      written += object.content().length();
      return super.put(object);
    }

    @Override
    public synchronized Stream<ObjectInfo> list(String prefix) throws IOException {
      count("LIST", prefix, 0);
      return super.list(prefix);
    }

    @Override
    public synchronized void delete(String key) throws IOException {
      count("DELETE", key, 0);
      super.delete(key);
    }

    @Override
    public String toString() {
      return "%d requests, %d bytes read, %d written: %s".formatted(requests, read, written, what);
    }
  }
}
