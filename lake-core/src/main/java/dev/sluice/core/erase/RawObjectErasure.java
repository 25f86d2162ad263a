package dev.sluice.core.erase;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.lake.ObjectSource;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.read.RawObjectReader;
import dev.sluice.core.trusted.read.SoughtValue;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Takes records out of raw objects of one input: under the same key, in the same format. What is to
 * be put is read once more before: it has all other records, or the object stays as it is.
 */
final class RawObjectErasure {
  private final ObjectStore store;
  private final Input input;
  private final Path folder;
  private final List<Table> tables = new ArrayList<>();

  private record Table(RawCuts cuts, RawObjectReader reader) {}

  /** What is done before an object is exchanged that has the value. */
  @FunctionalInterface
  interface Before {
    void exchanges(ObjectInfo object) throws IOException;
  }

  /**
   * Of an input.
   *
   * @param of tables of that input, which have the column
   * @param folder for temporary files
   * @throws IllegalArgumentException if one of them can't have the value
   */
  RawObjectErasure(
      ObjectStore store, Input input, List<TrustedTable> of, EraseRequest request, Path folder) {
    this.store = store;
    this.input = input;
    this.folder = folder;
    for (TrustedTable table : of) {
      RowLayout layout = new RowLayout(table);
      RawCuts cuts =
          new RawCuts(
              layout,
              new SoughtValue(layout, request.column(), request.value()),
              new SoughtText(request.value()));
      tables.add(new Table(cuts, new RawObjectReader(input, cuts)));
    }
  }

  /**
   * Takes the records out.
   *
   * @param source opens the object to be searched
   * @return how many there were; -1: the object was replaced meanwhile, and stays as it is
   * @throws UnreadableRawException if it can't be read, or not be written without them
   */
  long erase(ObjectInfo listed, ObjectSource source, Before before)
      throws IOException, UnreadableRawException {
    Map<Long, RawCuts.Cut> cuts = cuts(listed, source);
    if (cuts.isEmpty()) {
      return 0;
    }
    long kept = tables.get(0).cuts.records() - cuts.size();
    Path file = Files.createTempFile(folder, "raw-", ".tmp");
    try (StoredObject object = store.get(listed.key()).orElse(null)) {
      if (object == null || !object.info().etag().equals(listed.etag())) {
        return -1;
      }
      boolean isPacked = write(object.content(), file, cuts);
      check(listed.key(), file, kept);
      before.exchanges(listed);
      PutObject put =
          new PutObject(
              listed.key(),
              PutObject.Content.of(file),
              isPacked ? "application/gzip" : "application/octet-stream",
              object.info().metadata(),
              new PutObject.Condition.Matches(listed.etag()));
      return store.put(put).isPresent() ? cuts.size() : -1;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Map<Long, RawCuts.Cut> cuts(ObjectInfo listed, ObjectSource source)
      throws IOException, UnreadableRawException {
    Map<Long, RawCuts.Cut> cuts = new TreeMap<>();
    for (Table table : tables) {
      table.cuts.begin();
      table.reader.read(listed, source);
      cuts.putAll(table.cuts.cuts());
    }
    return cuts;
  }

  private boolean write(InputStream content, Path file, Map<Long, RawCuts.Cut> cuts)
      throws IOException {
    BufferedInputStream in = new BufferedInputStream(content);
    in.mark(2);
    byte[] first = in.readNBytes(2);
    in.reset();
    boolean isPacked =
        first.length == 2
            && ((first[0] & 0xFF) | (first[1] & 0xFF) << 8) == GZIPInputStream.GZIP_MAGIC;
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out =
            isPacked ? new GZIPOutputStream(plain, 1 << 16) : new BufferedOutputStream(plain);
        InputStream unpacked = RawBytes.open(in)) {
      copy(unpacked, out, cuts);
    }
    return isPacked;
  }

  private void copy(InputStream in, OutputStream out, Map<Long, RawCuts.Cut> cuts)
      throws IOException {
    input
        .format()
        .<Void, IOException>choose(
            json -> {
              new JsonCutter(in, out).copyWithout(cuts.values());
              return null;
            },
            csv -> {
              copyRows(csv.dialect(), in, out, cuts);
              return null;
            });
  }

  private static void copyRows(
      CsvDialect dialect, InputStream in, OutputStream out, Map<Long, RawCuts.Cut> cuts)
      throws IOException {
    byte[] lineEnd = "\n".getBytes(dialect.charset());
    try (CsvReader csv = new CsvReader(in, dialect)) {
      csv.readHeader();
      out.write(csv.bytes());
      out.write(lineEnd);
      for (long row = 0; csv.advance(); row++) {
        if (!cuts.containsKey(row)) {
          out.write(csv.bytes());
          out.write(lineEnd);
        }
      }
    }
  }

  private void check(String key, Path file, long kept) throws UnreadableRawException {
    for (Table table : tables) {
      table.cuts.begin();
      try (InputStream in = Files.newInputStream(file)) {
        table.reader.read(key, in);
      } catch (IOException e) {
        throw new UnreadableRawException(key, e);
      }
      if (!table.cuts.cuts().isEmpty() || table.cuts.records() != kept) {
        throw new UnreadableRawException(
            key, "its records can't be told apart, so that none can be taken out");
      }
    }
  }
}
