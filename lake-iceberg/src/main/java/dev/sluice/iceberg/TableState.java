package dev.sluice.iceberg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.TableMetadata;

/** A table as it is now: what we made of it, and what others did since. */
final class TableState {
  /** The table's property that names the object with what others did before our last commit. */
  static final String FOREIGN = "sluice.foreign";

  private final LiveFiles files;
  private final Ledger ledger;
  private final ForeignMarks marks;
  private final boolean hasNews;
  private Optional<List<DataFile>> live = Optional.empty();

  private TableState(LiveFiles files, Ledger ledger, ForeignMarks marks, boolean hasNews) {
    this.files = files;
    this.ledger = ledger;
    this.marks = marks;
    this.hasNews = hasNews;
  }

  static TableState of(IcebergLake lake, String table, TableMetadata metadata) throws IOException {
    StoreFileIO io = lake.io();
    String folder = lake.ledgerOf(table);
    Ledger ledger = new Ledger(io, metadata, folder);
    String known = metadata.properties().get(FOREIGN);
    ForeignMarks marks =
        known == null ? new ForeignMarks() : ForeignMarks.read(io.read(folder + known));
    ForeignWalk walk = new ForeignWalk(io, metadata, ledger);
    marks.addAll(walk.walk());
    return new TableState(new LiveFiles(io, metadata), ledger, marks, walk.isNews());
  }

  Ledger ledger() {
    return ledger;
  }

  ForeignMarks marks() {
    return marks;
  }

  /** Whether others did something of which the table's properties don't tell yet. */
  boolean hasNews() {
    return hasNews;
  }

  List<DataFile> live() throws IOException {
    if (live.isEmpty()) {
      live = Optional.of(files.all());
    }
    return live.get();
  }

  String partition(DataFile file) {
    return files.path(file);
  }

  Set<String> partitions(MadeUnit unit) {
    return unit.files().stream().map(this::partition).collect(Collectors.toSet());
  }

  /**
   * The units whose rows may lie in files of others in a partition: rows of theirs were there, and
   * others changed some, or put them into other files.
   */
  List<MadeUnit> sharing(String partition) throws IOException {
    Set<String> alive = live().stream().map(DataFile::location).collect(Collectors.toSet());
    boolean hasSameRows = marks.of(partition).orElseThrow().hasSameRows();
    List<MadeUnit> sharing = new ArrayList<>();
    for (MadeUnit unit : ledger.all()) {
      boolean isThere =
          unit.files().stream()
              .filter(file -> partition(file).equals(partition))
              .anyMatch(file -> !hasSameRows || !alive.contains(file.location()));
      if (isThere) {
        sharing.add(unit);
      }
    }
    return sharing;
  }

  /**
   * Which units have to be made again together.
   *
   * @param isTakenOver whether rows of others go from the partitions of a unit
   */
  List<Set<String>> ties(Predicate<MadeUnit> isTakenOver) throws IOException {
    List<Set<String>> ties = new ArrayList<>();
    for (String partition : marks.partitions()) {
      List<MadeUnit> sharing = sharing(partition);
      if (sharing.size() > 1
          && (marks.of(partition).orElseThrow().hasSameRows()
              || sharing.stream().anyMatch(isTakenOver))) {
        ties.add(sharing.stream().map(MadeUnit::path).collect(Collectors.toSet()));
      }
    }
    return ties;
  }

  /** The files of all units but these. */
  Set<String> locationsBut(Set<String> paths) throws IOException {
    Set<String> locations = new TreeSet<>();
    for (MadeUnit unit : ledger.all()) {
      if (!paths.contains(unit.path())) {
        locations.addAll(unit.locations());
      }
    }
    return locations;
  }
}
