package dev.sluice.core.trusted.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * What is kept of a large partition while it is being made: the plan, then of each step first what
 * it gives and then its report, which says that the step was done. What belongs to different steps
 * may be kept and read by several threads at once.
 */
public final class PartFolder {
  private static final System.Logger LOG = System.getLogger(PartFolder.class.getName());
  private static final String ROWS = "application/octet-stream";
  private static final String GZIP = "application/gzip";

  private final ObjectStore store;
  private final String folder;
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /**
   * @param folder with a slash at the end
   */
  public PartFolder(ObjectStore store, String folder) {
    this.store = store;
    this.folder = folder;
  }

  /** What a step gave is not there any more: all has to be begun again. */
  public static final class LostPartException extends IOException {
    private static final long serialVersionUID = 1;

    public LostPartException(String message) {
      super(message);
    }
  }

  /** A step. */
  public record Step(Kind kind, int number) {
    /** What is done in it. */
    public enum Kind {
      /** The rows of a piece are dealt. */
      PIECE,
      /** The rows of a bucket are made. */
      BUCKET
    }

    /** That deals the rows of a piece. */
    public static Step piece(int number) {
      return new Step(Kind.PIECE, number);
    }

    /** That makes the rows of a bucket. */
    public static Step bucket(int number) {
      return new Step(Kind.BUCKET, number);
    }

    private String name() {
      return (kind == Kind.PIECE ? "piece-%05d" : "bucket-%05d").formatted(number);
    }
  }

  /** The plan, and what was done of it; empty: nothing was begun, or by another version. */
  public Optional<PartPlan> load() throws IOException {
    Optional<StoredObject> object = store.get(planKey());
    if (object.isEmpty()) {
      return Optional.empty();
    }
    try (StoredObject plan = object.get()) {
      for (ObjectInfo each : list()) {
        done.add(each.key());
      }
      return Optional.of(PartsJson.plan(plan.content()));
    } catch (ZipException | JsonProcessingException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Begins. */
  public void save(PartPlan plan) throws IOException {
    store.put(PutObject.of(planKey(), PartsJson.write(plan), GZIP));
  }

  private String planKey() {
    return folder + "plan.json.gz";
  }

  private String reportKey(Step step) {
    return folder + step.name() + ".json.gz";
  }

  private String othersKey(Step step) {
    return folder + step.name() + ".others";
  }

  private String rowsKey(int piece, int bucket) {
    return "%s%s-of-%s.rows"
        .formatted(folder, Step.piece(piece).name(), Step.bucket(bucket).name());
  }

  /** Whether a step was done. */
  public boolean isDone(Step step) {
    return done.contains(reportKey(step));
  }

  /** Keeps the rows of a piece. */
  public void keepRows(int piece, List<Path> buckets) throws IOException {
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      put(rowsKey(piece, bucket), buckets.get(bucket));
    }
  }

  /** Keeps what a step gives beside the table's rows. */
  public void keepOthers(Step step, Path file) throws IOException {
    put(othersKey(step), file);
  }

  private void put(String key, Path file) throws IOException {
    PutObject.Content content = PutObject.Content.of(file);
    store.put(new PutObject(key, content, ROWS, Map.of(), PutObject.Condition.NONE));
  }

  /** Keeps that a step was done. */
  public void keep(Step step, PartReport report) throws IOException {
    store.put(PutObject.of(reportKey(step), PartsJson.write(report), GZIP));
    done.add(reportKey(step));
  }

  /** What a step that was done came to. */
  public PartReport report(Step step) throws IOException {
    try (InputStream content = open(reportKey(step))) {
      return PartsJson.report(content);
    } catch (ZipException | JsonProcessingException | RuntimeException e) {
      throw new LostPartException("'%s' can't be read: %s".formatted(reportKey(step), e));
    }
  }

  /** The rows of a piece in a bucket; the caller closes it. */
  public InputStream rows(int piece, int bucket) throws IOException {
    return open(rowsKey(piece, bucket));
  }

  /** What a step gave beside the table's rows; the caller closes it. */
  public InputStream others(Step step) throws IOException {
    return open(othersKey(step));
  }

  private InputStream open(String key) throws IOException {
    return store
        .get(key)
        .orElseThrow(
            () ->
                new LostPartException(
                    "'%s' is gone, which an earlier step of this partition made".formatted(key)))
        .content();
  }

  /** The same once it was published: what is left is not taken for anything, and goes by itself. */
  public void letGo() {
    try {
      clear();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "Parts that are not needed any more are left", e);
    }
  }

  /** Lets all of it go; the plan first, so that nobody goes on with what is left. */
  public void clear() throws IOException {
    store.delete(planKey());
    store.deleteAll(folder);
    done.clear();
  }

  private List<ObjectInfo> list() throws IOException {
    try (Stream<ObjectInfo> listing = store.list(folder)) {
      return listing.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
