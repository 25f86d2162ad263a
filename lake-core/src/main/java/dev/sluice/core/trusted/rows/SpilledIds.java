package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * The ids of spilled rows, dealt by their hash into {@value #BUCKETS} files, of which one at a time
 * is looked through for duplicates. They are found as rows of one column.
 */
final class SpilledIds implements Closeable {
  private static final int BUCKETS = 64;
  private static final int BUFFER = 1 << 16;

  private final RowLayout layout;
  private final RowLayout idLayout;
  private final Path folder;
  private final Path[] files = new Path[BUCKETS];
  private final OutputStream[] outs = new OutputStream[BUCKETS];
  private byte[] id = new byte[256];

  SpilledIds(TrustedTable table, RowLayout layout, Path folder) {
    this.layout = layout;
    this.folder = folder;
    TrustedTable.Column column = layout.column(layout.dedupe());
    idLayout =
        new RowLayout(
            new TrustedTable(
                table.name(), List.of(column), column.name(), List.of(), table.partition()));
  }

  /** Writes down the ids of the arena's rows. */
  void add(RowArena arena) throws IOException {
    for (int row = 0; row < arena.count(); row++) {
      copyId(arena.bytes(), arena.start(row));
      int bucket = (int) (RowLayout.getLong(id, RowLayout.HASH) >>> 58);
      out(bucket).write(id, 0, RowLayout.getInt(id, RowLayout.LENGTH));
    }
  }

  private OutputStream out(int bucket) throws IOException {
    if (outs[bucket] == null) {
      files[bucket] = Files.createTempFile(folder, "ids-", ".rows");
      outs[bucket] = new BufferedOutputStream(Files.newOutputStream(files[bucket]), BUFFER);
    }
    return outs[bucket];
  }

  private void copyId(byte[] bytes, int row) {
    long value = RowLayout.getLong(bytes, row + layout.slot(layout.dedupe()));
    boolean isText = layout.isText(layout.dedupe());
    int length = isText ? (int) value : 0;
    int fixed = idLayout.fixedBytes();
    if (id.length < fixed + length) {
      id = new byte[2 * (fixed + length)];
    }
    System.arraycopy(bytes, row, id, 0, RowLayout.PRESENT);
    RowLayout.INTS.set(id, RowLayout.LENGTH, fixed + length);
    RowLayout.LONGS.set(id, RowLayout.PRESENT, 1L);
    RowLayout.LONGS.set(id, idLayout.slot(0), isText ? (long) fixed << 32 | length : value);
    if (isText) {
      System.arraycopy(bytes, row + (int) (value >>> 32), id, fixed, length);
    }
  }

  /** The arrival numbers of rows whose id arrived before; a bit for each record. */
  BitSet duplicates() throws IOException {
    BitSet duplicates = new BitSet();
    RowArena ids = new RowArena(Integer.MAX_VALUE);
    DuplicateFinder finder = new DuplicateFinder(ids, idLayout);
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (outs[bucket] != null) {
        outs[bucket].close();
        read(files[bucket], ids);
        finder.find().stream()
            .mapToLong(row -> RowLayout.getLong(ids.bytes(), ids.start(row) + RowLayout.ARRIVAL))
            .forEach(arrival -> duplicates.set(Math.toIntExact(arrival)));
        ids.clear();
      }
    }
    return duplicates;
  }

  private void read(Path file, RowArena ids) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      while (in.readNBytes(id, 0, Integer.BYTES) == Integer.BYTES) {
        int length = RowLayout.getInt(id, RowLayout.LENGTH);
        in.readNBytes(id, Integer.BYTES, length - Integer.BYTES);
        ids.add(id, 0, length);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (outs[bucket] != null) {
        outs[bucket].close();
        Files.deleteIfExists(files[bucket]);
      }
    }
  }
}
