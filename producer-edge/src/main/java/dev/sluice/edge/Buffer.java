package dev.sluice.edge;

import dev.sluice.core.lake.ObjectStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The folder in which everything waits that is not sent yet. When it holds as much as it may, it is
 * full: nothing more is asked for until there is room, so what is kept is never thrown away.
 */
final class Buffer implements Closeable {
  private final FileChannel lockFile;
  private final Spool spool;
  private final ObjectStore store;
  private final Uploads uploads;
  private final long limit;

  private Buffer(
      FileChannel lockFile, Spool spool, ObjectStore store, Uploads uploads, long limit) {
    this.lockFile = lockFile;
    this.spool = spool;
    this.store = store;
    this.uploads = uploads;
    this.limit = limit;
  }

  /**
   * A process's folder.
   *
   * @param limit in bytes
   */
  record Settings(Path folder, long limit, String host) {}

  /**
   * Opens it for this process alone.
   *
   * @throws IllegalStateException if another process works with it
   */
  static Buffer open(Settings settings, ObjectStore bucket, Consumer<String> warnings)
      throws IOException {
    Path folder = settings.folder();
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(lockFile)) {
      lockFile.close();
      throw new IllegalStateException(
          "another edge process works with %s; give each its own SLUICE_EDGE_DIR"
              .formatted(folder.toAbsolutePath()));
    }
    Path state = folder.resolve("kept");
    Path outbox = folder.resolve("outbox");
    return new Buffer(
        lockFile,
        Spool.open(folder.resolve("records"), warnings),
        new EdgeStore(state, outbox),
        new Uploads(state, outbox, bucket, settings.host()),
        settings.limit());
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Spool spool() {
    return spool;
  }

  ObjectStore store() {
    return store;
  }

  Uploads uploads() {
    return uploads;
  }

  long limit() {
    return limit;
  }

  /** How many bytes wait. */
  long waiting() throws IOException {
    return spool.waiting() + uploads.waiting();
  }

  boolean isFull() throws IOException {
    return waiting() >= limit;
  }

  @Override
  public void close() throws IOException {
    spool.close();
    lockFile.close();
  }
}
