package dev.sluice.iceberg;

import dev.sluice.core.lake.PutObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/** One file of {@link StoreFileIO}, as Iceberg reads and writes it: in memory. */
final class StoreFiles {
  private StoreFiles() {}

  /** A file to be read. */
  record In(StoreFileIO io, String location) implements InputFile {
    @Override
    public long getLength() {
      return io.read(location).length;
    }

    @Override
    public SeekableInputStream newStream() {
      return new InStream(io.read(location));
    }

    @Override
    public boolean exists() {
      return io.exists(location);
    }
  }

  private static final class InStream extends SeekableInputStream {
    private final byte[] bytes;
    private int position;

    InStream(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long newPosition) throws IOException {
      if (newPosition < 0 || newPosition > bytes.length) {
        throw new IOException("No position %d in %d bytes".formatted(newPosition, bytes.length));
      }
      position = (int) newPosition;
    }

    @Override
    public int read() {
      return position < bytes.length ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (position == bytes.length) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, into, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      return bytes.length - position;
    }
  }

  /** A file to be written; it is there once its stream is closed. */
  record Out(StoreFileIO io, String location) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      return new OutStream(this, new PutObject.Condition.Absent());
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return new OutStream(this, PutObject.Condition.NONE);
    }

    @Override
    public InputFile toInputFile() {
      return new In(io, location);
    }
  }

  private static final class OutStream extends PositionOutputStream {
    private final Out file;
    private final PutObject.Condition condition;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean isClosed;

    OutStream(Out file, PutObject.Condition condition) {
      this.file = file;
      this.condition = condition;
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!isClosed) {
        isClosed = true;
        file.io.write(file.location, bytes.toByteArray(), condition);
      }
    }
  }
}
