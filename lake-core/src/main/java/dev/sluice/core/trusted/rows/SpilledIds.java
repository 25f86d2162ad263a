package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ids of spilled rows, dealt by their hash into {@value #BUCKETS} files, of which one at a time
 * is looked through for duplicates. They are found as rows of the columns that decide.
 */
final class SpilledIds implements Closeable {
  private static final int BUCKETS = 64;
  private static final int BUFFER = 1 << 16;

  private final RowLayout layout;
  private final RowLayout idLayout;

  /** For each column of an id its place in the table's rows. */
  private final int[] columns;

  private final IdHash hash;
  private final Path folder;
  private final Path[] files = new Path[BUCKETS];
  private final OutputStream[] outs = new OutputStream[BUCKETS];
  private byte[] id = new byte[256];
  private long replaced;

  SpilledIds(RowLayout layout, TrustedTable.Dedupe dedupe, Path folder) {
    this.layout = layout;
    this.folder = folder;
    columns =
        Stream.concat(dedupe.by().stream(), dedupe.latest().stream())
            .mapToInt(layout::index)
            .toArray();
    idLayout =
        new RowLayout(
            new TrustedTable(
                "ids",
                Input.STREAM,
                IntStream.of(columns).mapToObj(layout::column).toList(),
                new TrustedTable.Rows(dedupe.withoutDeleted(), List.of(), Optional.empty()),
                TableFormat.Storage.plain(List.of(), Optional.empty()),
                Checks.NONE));
    hash = new IdHash(idLayout);
  }

  /** Writes down the ids of the arena's rows, whose hashes are known. */
  void add(RowArena arena) throws IOException {
    for (int row = 0; row < arena.count(); row++) {
      copyId(arena.bytes(), arena.start(row));
      write();
    }
  }

  /** Writes down the id of a row that comes as that number. */
  void add(byte[] bytes, int row, int number) throws IOException {
    copyId(bytes, row);
    RowLayout.LONGS.set(id, RowLayout.ARRIVAL, (long) number);
    RowLayout.LONGS.set(id, RowLayout.HASH, hash.of(id));
    write();
  }

  private void write() throws IOException {
    int bucket = (int) (RowLayout.getLong(id, RowLayout.HASH) >>> 58);
    out(bucket).write(id, 0, RowLayout.getInt(id, RowLayout.LENGTH));
  }

  private OutputStream out(int bucket) throws IOException {
    if (outs[bucket] == null) {
      files[bucket] = Files.createTempFile(folder, "ids-", ".rows");
      outs[bucket] = new BufferedOutputStream(Files.newOutputStream(files[bucket]), BUFFER);
    }
    return outs[bucket];
  }

  private void copyId(byte[] bytes, int row) {
    int end = idLayout.fixedBytes();
    ensure(end);
    System.arraycopy(bytes, row, id, 0, RowLayout.PRESENT);
    Arrays.fill(id, RowLayout.PRESENT, idLayout.slot(0), (byte) 0);
    for (int i = 0; i < columns.length; i++) {
      if (RowLayout.isNull(bytes, row, columns[i])) {
        continue;
      }
      int word = RowLayout.PRESENT + Long.BYTES * (i >> 6);
      RowLayout.LONGS.set(id, word, RowLayout.getLong(id, word) | 1L << i);
      long value = RowLayout.getLong(bytes, row + layout.slot(columns[i]));
      if (layout.isText(columns[i])) {
        int length = (int) value;
        ensure(end + length);
        System.arraycopy(bytes, row + (int) (value >>> 32), id, end, length);
        value = (long) end << 32 | length;
        end += length;
      }
      RowLayout.LONGS.set(id, idLayout.slot(i), value);
    }
    RowLayout.INTS.set(id, RowLayout.LENGTH, end);
  }

  private void ensure(int length) {
    if (id.length < length) {
      id = Arrays.copyOf(id, 2 * length);
    }
  }

  /** The arrival numbers of rows that another one with their id puts out; a bit for each record. */
  BitSet duplicates() throws IOException {
    BitSet duplicates = new BitSet();
    RowArena ids = new RowArena(Integer.MAX_VALUE);
    DuplicateFinder finder = new DuplicateFinder(ids, idLayout);
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (outs[bucket] != null) {
        outs[bucket].close();
        read(files[bucket], ids);
        finder.find().stream()
            .map(row -> RowLayout.getInt(ids.bytes(), ids.start(row) + RowLayout.ARRIVAL))
            .forEach(duplicates::set);
        ids.clear();
      }
    }
    replaced = finder.replaced();
    return duplicates;
  }

  /** How many rows are of an older version, once {@link #duplicates} were looked for. */
  long replaced() {
    return replaced;
  }

  private void read(Path file, RowArena ids) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      while (in.readNBytes(id, 0, Integer.BYTES) == Integer.BYTES) {
        int length = RowLayout.getInt(id, RowLayout.LENGTH);
        ensure(length);
        in.readNBytes(id, Integer.BYTES, length - Integer.BYTES);
        ids.add(id, 0, length);
      }
    }
  }

  @Override
  public void close() throws IOException {
    close(0);
  }

  /** Also those behind one that can't be closed, as on a full disk, which they would keep full. */
  private void close(int bucket) throws IOException {
    if (bucket < BUCKETS) {
      try (Closeable others = () -> close(bucket + 1);
          OutputStream out = outs[bucket]) {
        if (out != null) {
          out.close();
          Files.deleteIfExists(files[bucket]);
        }
      }
    }
  }
}
