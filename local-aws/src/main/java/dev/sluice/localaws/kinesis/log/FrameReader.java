package dev.sluice.localaws.kinesis.log;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a segment's file from a frame's begin on. Plain streams, as a channel would be closed for
 * everyone by the interruption of one reader.
 */
final class FrameReader implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private long position;

  FrameReader(Path file, long position) throws IOException {
    FileInputStream plain = new FileInputStream(file.toFile());
    plain.skipNBytes(position);
    this.in = new BufferedInputStream(plain, BUFFER);
    this.position = position;
  }

  /** The next frame; empty: at the end, or what follows is not a whole frame. */
  Optional<Frame> next() throws IOException {
    byte[] head = in.readNBytes(Frame.HEAD);
    if (head.length < Frame.HEAD) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(head).getInt();
    int checksum = ByteBuffer.wrap(head).getInt(Integer.BYTES);
    if (length < Frame.SMALLEST_BODY || length > Frame.LARGEST_BODY) {
      return Optional.empty();
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length || Frame.checksum(body, 0, length) != checksum) {
      return Optional.empty();
    }
    position += Frame.HEAD + length;
    return Optional.of(Frame.read(body));
  }

  /** Where the last frame ended. */
  long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
