package dev.sluice.job;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows in a file, which are read several times. */
final class RowFile implements Closeable {
  private final Path file;
  private final DataOutputStream out;
  private long rows;

  RowFile(Path file) throws IOException {
    this.file = file;
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  /** Takes rows one by one. */
  interface Taker {
    void take(byte[] row) throws IOException;
  }

  void add(byte[] row) throws IOException {
    out.writeInt(row.length);
    out.write(row);
    rows++;
  }

  /** Gives all rows in the order in which they came. */
  void each(Taker taker) throws IOException {
    out.flush();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (long row = 0; row < rows; row++) {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        taker.take(bytes);
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
