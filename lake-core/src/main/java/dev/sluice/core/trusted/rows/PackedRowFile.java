package dev.sluice.core.trusted.rows;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Rows as they lie in memory, one after the other, deflated: for rows that are read again soon. */
public final class PackedRowFile implements TableWriter.RowFile {
  private static final int BUFFER = 1 << 16;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final OutputStream out;

  public PackedRowFile(Path file) throws IOException {
    out =
        new BufferedOutputStream(
            new DeflaterOutputStream(Files.newOutputStream(file), deflater, BUFFER), BUFFER);
  }

  @Override
  public void write(Row row) throws IOException {
    write(row.bytes(), row.start());
  }

  void write(byte[] bytes, int start) throws IOException {
    out.write(bytes, start, RowLayout.getInt(bytes, start + RowLayout.LENGTH));
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      deflater.end();
    }
  }

  /** Reads such a file row by row. */
  public static final class Reader implements Closeable {
    private final InputStream in;
    private byte[] row = new byte[1024];

    /**
     * @param content is closed with the reader
     */
    public Reader(InputStream content) {
      in = new RawInflater(content);
    }

    /**
     * Reads the next row, which {@link #row} then is; false: there is none.
     *
     * @throws IOException also if the file is cut short
     */
    public boolean next() throws IOException {
      int first = in.readNBytes(row, 0, Integer.BYTES);
      if (first == 0) {
        return false;
      }
      int length = first < Integer.BYTES ? first : RowLayout.getInt(row, RowLayout.LENGTH);
      if (length > row.length) {
        row = Arrays.copyOf(row, length * 2);
      }
      if (first < Integer.BYTES
          || in.readNBytes(row, first, length - first) < length - Integer.BYTES) {
        throw new EOFException("A file of rows is cut short");
      }
      return true;
    }

    /** The bytes of the row, which begins at 0; valid until the next one. */
    public byte[] row() {
      return row;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Gives back what the inflater holds outside of the heap. */
  private static final class RawInflater extends InflaterInputStream {
    RawInflater(InputStream content) {
      super(content, new java.util.zip.Inflater(true), BUFFER);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
