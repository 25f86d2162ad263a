package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals rows by the hash of their id into files, so that duplicates are in the same one, in the
 * order in which they arrived. What gives no row is counted here; the rows are counted by who reads
 * the files.
 */
public final class DealtRows implements PartitionSink, Closeable {
  private static final int HASH_BITS_OF_OTHERS = 17;

  private final RowLayout layout;
  private final RejectedRows rejected;
  private final RowTally tally;
  private final RowIntake intake;
  private final List<Path> paths = new ArrayList<>();
  private final List<PackedRowFile> files = new ArrayList<>();
  private long arrived;
  private long copies;

  /**
   * @param folder for the files
   * @param count how many there are
   * @param rejected takes the rows that can't be read
   */
  public DealtRows(TrustedTable table, Path folder, int count, RejectedRows rejected)
      throws IOException {
    layout = new RowLayout(table);
    this.rejected = rejected;
    tally = new RowTally(layout, Long.MAX_VALUE);
    intake = new RowIntake(table, layout, tally);
    for (int i = 0; i < count; i++) {
      paths.add(folder.resolve("dealt-" + i + ".rows"));
      files.add(new PackedRowFile(paths.get(i)));
    }
  }

  @Override
  public RowLayout layout() {
    return layout;
  }

  @Override
  public long arrival() {
    return arrived;
  }

  /** Unchecked, so that a full disk isn't taken for a raw object that can't be read. */
  @Override
  public void add(RowBuilder row) {
    arrived++;
    if (!intake.takes(row)) {
      return;
    }
    try {
      files.get(bucket(row.bytes())).write(row.bytes(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By other bits of the hash than those by which a file's rows are told apart. */
  private int bucket(byte[] row) {
    long hash = RowLayout.getLong(row, RowLayout.HASH);
    return (int) Long.remainderUnsigned(Long.rotateLeft(hash, HASH_BITS_OF_OTHERS), files.size());
  }

  @Override
  public void addNoRecord() {
    arrived++;
    intake.dropNoRecord();
  }

  @Override
  public void reject(FlawedText flawed) {
    arrived++;
    intake.dropUnreadable();
    rejected.add(flawed);
  }

  @Override
  public void addCopy() {
    arrived++;
    copies++;
  }

  /** Completes the files and gives them. */
  public List<Path> finish() throws IOException {
    close();
    return List.copyOf(paths);
  }

  /** What the records come to that gave no row. */
  public RowTotals withoutRows() {
    return tally.totals(
        copies + intake.dropped(),
        copies,
        RowCounts.Versions.NONE,
        intake.dropped(),
        intake.reasons());
  }

  /** What was counted. */
  public RowTally tally() {
    return tally;
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (PackedRowFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failed = failed == null ? e : failed;
      }
    }
    files.clear();
    if (failed != null) {
      throw failed;
    }
  }
}
