package dev.sluice.local.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** One object's content behind the other, unpacked; each is opened when the one before it ends. */
final class NewestObjects extends InputStream {
  private final Iterator<Path> left;
  private InputStream current = InputStream.nullInputStream();

  NewestObjects(List<Path> files) {
    left = files.iterator();
  }

  /** All of a folder, the newest first. */
  static NewestObjects of(Path folder) throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return new NewestObjects(
        times.keySet().stream()
            .sorted(
                Comparator.comparing((Path file) -> times.get(file))
                    .thenComparing(Comparator.naturalOrder())
                    .reversed())
            .toList());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = current.read(into, offset, length);
    while (count < 0 && left.hasNext()) {
      current.close();
      current = open(left.next());
      count = current.read(into, offset, length);
    }
    return count;
  }

  private static InputStream open(Path object) throws IOException {
    InputStream content = Files.newInputStream(object);
    return object.toString().endsWith(".gz") ? new GZIPInputStream(content) : content;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
