package dev.sluice.core.lake;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Goes through objects that were listed, and fetches those that come next while one is read: until
 * the first byte of an object comes, S3 takes 100 to 200 ms, in which nothing else would be done
 * (AWS, "Best practices design patterns: optimizing Amazon S3 performance"). A large object is not
 * fetched before it is opened, nor the first one. What can't be fetched, or is another object by
 * now, is opened as if that had not been tried, so that whoever reads it sees what is there; and a
 * listing that fails does so behind what it gave. For one thread; its own threads end when it is
 * closed.
 */
public final class ObjectsAhead implements Iterator<ObjectInfo>, ObjectSource, AutoCloseable {
  /** So many objects of the largest size that is fetched ahead fit into the limit. */
  private static final int FEWEST = 4;

  private final ObjectStore store;
  private final Iterator<ObjectInfo> listed;
  private final Limits limits;
  private final Queue<Ahead> ahead = new ArrayDeque<>();

  /** The object that came last, unless it was opened. */
  private Optional<Ahead> current = Optional.empty();

  private long bytes;

  /** Of the listing while it was looked ahead; it may not go on as if nothing had been. */
  private Optional<UncheckedIOException> failure = Optional.empty();

  private ExecutorService threads;

  /**
   * How far is looked ahead.
   *
   * @param objects how many; 0: none is fetched before it is opened
   * @param bytes about how many, as they are stored, of those that are fetched together
   */
  public record Limits(int objects, long bytes) {
    /** Each object is fetched when it is opened. */
    public static final Limits NONE = new Limits(0, 0);

    /** Enough for a processor that reads an object in a sixteenth of the time that S3 takes. */
    public static final Limits USUAL = new Limits(16, 8 << 20);

    public Limits {
      if (objects < 0 || bytes < 0) {
        throw new IllegalArgumentException(
            "objects and bytes must not be negative, not %d and %d".formatted(objects, bytes));
      }
    }

    /** For each of so many readers at once. */
    public Limits share(int readers) {
      return new Limits(Math.min(objects, Math.max(FEWEST, objects / readers)), bytes / readers);
    }

    private boolean isSmall(ObjectInfo object) {
      return object.size() <= bytes / FEWEST;
    }
  }

  /** An object that comes, and its content, if it is fetched. */
  private record Ahead(ObjectInfo object, Optional<Future<Optional<StoredObject>>> content) {}

  public ObjectsAhead(ObjectStore store, Iterator<ObjectInfo> listed, Limits limits) {
    this.store = store;
    this.listed = listed;
    this.limits = limits;
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty() || isMoreListed();
  }

  private boolean isMoreListed() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return listed.hasNext();
  }

  /** The next object; the one before is not held any more. */
  @Override
  public ObjectInfo next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Ahead next = ahead.isEmpty() ? new Ahead(listed.next(), Optional.empty()) : ahead.remove();
    if (next.content.isPresent()) {
      bytes -= next.object.size();
    }
    current = Optional.of(next);
    if (failure.isEmpty()) {
      lookAhead();
    }
    return next.object;
  }

  private void lookAhead() {
    try {
      fetch();
    } catch (UncheckedIOException e) {
      failure = Optional.of(e); // to be told in its turn, behind what was listed
    }
  }

  private void fetch() {
    while (ahead.size() < limits.objects() && bytes < limits.bytes() && listed.hasNext()) {
      ObjectInfo object = listed.next();
      // Without an ETag it can't be told from others of its key.
      if (object.etag().isEmpty() || !limits.isSmall(object)) {
        ahead.add(new Ahead(object, Optional.empty()));
      } else {
        bytes += object.size();
        ahead.add(new Ahead(object, Optional.of(begin(object))));
      }
    }
  }

  private Future<Optional<StoredObject>> begin(ObjectInfo object) {
    if (threads == null) {
      threads = Executors.newFixedThreadPool(limits.objects());
    }
    return threads.submit(() -> read(object));
  }

  private Optional<StoredObject> read(ObjectInfo object) throws IOException {
    try (StoredObject stored = store.get(object.key()).orElse(null)) {
      if (stored == null || !stored.info().etag().equals(object.etag())) {
        return Optional.empty();
      }
      byte[] content = new byte[(int) object.size()];
      boolean isWhole =
          stored.content().readNBytes(content, 0, content.length) == content.length
              && stored.content().read() < 0;
      return isWhole
          ? Optional.of(new StoredObject(stored.info(), new ByteArrayInputStream(content)))
          : Optional.empty();
    }
  }

  /** Opens any object; the one that came last may have been fetched. */
  @Override
  public Optional<StoredObject> open(ObjectInfo object) throws IOException {
    Optional<StoredObject> fetched =
        current
            .filter(came -> came.object.equals(object))
            .flatMap(Ahead::content)
            .flatMap(ObjectsAhead::result);
    current = Optional.empty();
    return fetched.isPresent() ? fetched : store.get(object.key());
  }

  private static Optional<StoredObject> result(Future<Optional<StoredObject>> content) {
    try {
      return content.get();
    } catch (ExecutionException e) {
      return Optional.empty(); // it is opened once more, which tells what is wrong
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What was fetched is let go; what is being fetched is waited for. */
  @Override
  public void close() {
    ahead.clear();
    current = Optional.empty();
    if (threads == null) {
      return;
    }
    threads.shutdownNow();
    boolean isInterrupted = Thread.interrupted();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES); // what takes longer is let end by itself
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
