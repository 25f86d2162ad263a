package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.iceberg.CommitRequest.CommitResult;
import dev.sluice.iceberg.Faults.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 500 schedules, each with a call that goes wrong, five one after the other in a table. Whatever
 * call of the store or the catalog goes wrong, and whatever others commit in between: a run's units
 * are in the table all or not at all, and once; no kept snapshot misses a file.
 */
class TableFaultsTest {
  private static final int TABLES = 100;
  private static final int STEPS = 5;
  private static final int DAYS = 4;

  @TempDir Path folder;

  @Test
  void nothingIsLostDoubledOrDangling() throws IOException {
    Map<String, Integer> seen = new TreeMap<>();
    for (int seed = 0; seed < TABLES; seed++) {
      new Schedule(seed, seen).play();
    }
    assertThat(seen)
        .containsKeys(
            "KILLED_BEFORE",
            "KILLED_AFTER",
            "REFUSED",
            "DENIED",
            "UNANSWERED",
            "left",
            "before",
            "after");
  }

  private final class Schedule {
    private final int seed;
    private final Random random;
    private final Map<String, Integer> seen;
    private final InMemoryObjectStore store = new InMemoryObjectStore(Instant::now);
    private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
    private final Map<String, Set<String>> table = new TreeMap<>();
    private final Set<String> foreign = new HashSet<>();
    private TableLayout layout;

    Schedule(int seed, Map<String, Integer> seen) {
      this.seed = seed;
      this.random = new Random(seed);
      this.seen = seen;
    }

    void play() throws IOException {
      layout = new IceFarm(folder, store, catalog).prepare();
      for (int step = 0; step < STEPS; step++) {
        step(step);
        check();
      }
      checkSnapshots();
    }

    private void step(int step) throws IOException {
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      seen.merge(fault.name(), 1, Integer::sum);
      Faults faults = new Faults(1 + random.nextInt(30), fault);
      boolean hasForeign = random.nextInt(4) == 0;
      IceFarm faulty =
          new IceFarm(
              folder,
              faults.store(store),
              faults.catalog(catalog, hasForeign ? this::change : () -> ""));
      MadeUnit[] units = units(step);
      CommitResult result;
      try {
        result = faulty.commit("run-" + step, units);
        new TableUpkeep(faulty.lake, "readings", new TableKeeping(1, 2))
            .keep(Instant.now().plus(Duration.ofDays(3)));
      } catch (IOException | RuntimeException | Faults.Killed e) {
        judge(units);
        result = new IceFarm(folder, store, catalog).commit("run-" + step, units);
      }
      for (MadeUnit unit : units) {
        if (result.committed().contains(unit.path())) {
          table.put(unit.path(), unit.locations());
        } else {
          seen.merge("left", 1, Integer::sum);
          assertThat(result.left()).containsKey(unit.path());
        }
      }
    }

    private MadeUnit[] units(int step) throws IOException {
      IceFarm farm = new IceFarm(folder, store, catalog);
      int first = random.nextInt(DAYS);
      MadeUnit[] units = new MadeUnit[1 + random.nextInt(2)];
      for (int i = 0; i < units.length; i++) {
        int day = (first + i) % DAYS;
        units[i] =
            farm.unit(
                layout,
                day,
                "v" + step,
                random.nextInt(3) == 0
                    ? IceFarm.readings((day + 1) % DAYS, "v" + step + "of" + day, 1)
                    : IceFarm.readings(day, "v" + step, 1 + random.nextInt(3)));
      }
      return units;
    }

    /** Somebody adds rows of a day that is seldom ours to make. */
    private Object change() throws IOException {
      if (foreign.size() > 1) {
        return "";
      }
      IceFarm theirs = new IceFarm(folder, store, catalog);
      MadeUnit rows =
          theirs.unit(layout, 0, "x", IceFarm.readings(random.nextInt(DAYS), "theirs", 1));
      DataFile file = rows.files().get(0);
      theirs.open().newAppend().scanManifestsWith(new SameThread()).appendFile(file).commit();
      foreign.add(file.location());
      return "";
    }

    /** All of them or none. */
    private void judge(MadeUnit... units) throws IOException {
      Set<String> files = files();
      long there =
          java.util.Arrays.stream(units)
              .filter(unit -> files.containsAll(unit.locations()))
              .count();
      seen.merge(there == 0 ? "before" : "after", 1, Integer::sum);
      if (foreign.isEmpty()) {
        assertThat(there).as("seed %d", seed).isIn(0L, (long) units.length);
      }
    }

    private Set<String> files() throws IOException {
      IceFarm farm = new IceFarm(folder, store, catalog);
      return files(farm, farm.open().currentSnapshot());
    }

    /** Iceberg's scans would wait for their threads. */
    private Set<String> files(IceFarm farm, Snapshot snapshot) throws IOException {
      Set<String> files = new HashSet<>();
      if (snapshot == null) {
        return files;
      }
      for (ManifestFile manifest : snapshot.dataManifests(farm.lake.io())) {
        try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, farm.lake.io())) {
          for (DataFile file : reader) {
            assertThat(files.add(file.location())).as("seed %d", seed).isTrue();
          }
        }
      }
      return files;
    }

    private void check() throws IOException {
      Set<String> expected = new HashSet<>(foreign);
      table.values().forEach(expected::addAll);
      assertThat(files()).as("seed %d", seed).isEqualTo(expected);
    }

    private void checkSnapshots() throws IOException {
      IceFarm farm = new IceFarm(folder, store, catalog);
      Table opened = farm.open();
      Set<String> keys = new HashSet<>(store.keys());
      for (Snapshot snapshot : opened.snapshots()) {
        for (String location : files(farm, snapshot)) {
          assertThat(keys).as("seed %d", seed).contains(farm.lake.io().key(location));
        }
      }
      TableState state = TableState.of(farm.lake, "readings", farm.lake.look("readings").current());
      Map<String, Set<String>> ledger = new TreeMap<>();
      state.ledger().all().forEach(unit -> ledger.put(unit.path(), unit.locations()));
      assertThat(ledger).as("seed %d", seed).isEqualTo(table);
    }
  }
}
