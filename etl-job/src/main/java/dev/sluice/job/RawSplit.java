package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RecordTime;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Raw objects that one task reads. An object isn't cut: gzip can't be, and JSON need not have
 * lines.
 *
 * @param objects each with what it is for
 */
record RawSplit(List<Source> objects) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long LEAST_BYTES = 1 << 20;
  private static final long MOST_BYTES = 64 << 20;
  private static final int MOST_OBJECTS = 2000;

  /** By how much gzip shrinks records, about. */
  private static final int GZIP = 8;

  /** What an object is read for. */
  enum Use {
    /** Its rows are the partition's. */
    ROWS,
    /** The same, and their event time is too far from arrival. */
    FAR_ROWS,
    /** It is of another partition: its rows may have copies among those of this one. */
    COPIES,
    /** The same, among those whose event time is too far from arrival. */
    COPIES_OF_FAR;

    /** For an object of the partition itself. */
    static Use of(ObjectInfo object) {
      return RecordTime.of(object.key()) == RecordTime.FAR ? FAR_ROWS : ROWS;
    }

    boolean isOfAnotherPartition() {
      return this == COPIES || this == COPIES_OF_FAR;
    }
  }

  /**
   * A raw object.
   *
   * @param target the number of the partition that it is for
   * @param order its place among the partition's objects by their keys, from 0 on; of those of
   *     other partitions, below 0
   * @param use what it is read for
   * @param size in bytes
   * @param etag when it was listed
   */
  record Source(int target, int order, Use use, String key, long size, String etag)
      implements Serializable {
    private static final long serialVersionUID = 1;

    ObjectInfo listed() {
      return new ObjectInfo(key, size, etag, Instant.EPOCH, Map.of());
    }

    /** About how large it is unpacked. */
    long weight() {
      return key.endsWith(".gz") ? size * GZIP : size;
    }
  }

  /** About how large all are, unpacked. */
  static long weight(List<Source> sources) {
    return sources.stream().mapToLong(Source::weight).sum();
  }

  /** Splits of like size, so many that each of the parallel tasks gets several. */
  static List<RawSplit> of(List<Source> sources, int parallelism) {
    long most = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, weight(sources) / (4L * parallelism)));
    List<RawSplit> splits = new ArrayList<>();
    List<Source> gathered = new ArrayList<>();
    long weight = 0;
    for (Source source : sources) {
      if (!gathered.isEmpty()
          && (weight + source.weight() > most || gathered.size() == MOST_OBJECTS)) {
        splits.add(new RawSplit(List.copyOf(gathered)));
        gathered.clear();
        weight = 0;
      }
      gathered.add(source);
      weight += source.weight();
    }
    if (!gathered.isEmpty()) {
      splits.add(new RawSplit(List.copyOf(gathered)));
    }
    return splits;
  }
}
