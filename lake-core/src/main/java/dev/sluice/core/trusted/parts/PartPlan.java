package dev.sluice.core.trusted.parts;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.parts.PartFolder.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a large partition is made: its raw objects are read piece by piece, each piece's rows are
 * dealt by their ids into buckets, and each bucket becomes files of the table. It holds to the
 * objects that were there at the beginning, so that it comes to an end while others arrive.
 *
 * @param fingerprint of what the partition becomes, and of how its parts are written
 * @param run that goes on with it
 * @param at the time of the event with which it began
 * @param buckets how many there are
 * @param pieces raw objects, by their keys; together they are all of the partition
 * @param unbelieved objects of neighbours, see {@code NeighbourObjects}
 * @param believed the same
 */
public record PartPlan(
    String fingerprint,
    String run,
    Instant at,
    int buckets,
    List<List<ObjectInfo>> pieces,
    List<ObjectInfo> unbelieved,
    List<ObjectInfo> believed) {
  /** Files that belong to no table yet may be swept as orphans two days after they were put. */
  private static final Duration GOOD = Duration.ofDays(1);

  /** A guess: how much is in a byte of gzipped JSON or CSV. */
  private static final long UNPACKED = 12;

  private static final int MOST_BUCKETS = 64;

  public PartPlan {
    pieces = pieces.stream().map(List::copyOf).toList();
    unbelieved = List.copyOf(unbelieved);
    believed = List.copyOf(believed);
    if (buckets < 1 || pieces.isEmpty()) {
      throw new IllegalArgumentException("%d buckets, %d pieces".formatted(buckets, pieces.size()));
    }
  }

  /** The same for another run. */
  public PartPlan by(String otherRun) {
    return new PartPlan(fingerprint, otherRun, at, buckets, pieces, unbelieved, believed);
  }

  /** All raw objects of the partition. */
  public List<ObjectInfo> objects() {
    return pieces.stream().flatMap(List::stream).toList();
  }

  /** How many steps it takes. */
  public int steps() {
    return pieces.size() + buckets;
  }

  /** The steps that have to be done first, in any order. */
  public List<Step> dealing() {
    return IntStream.range(0, pieces.size()).mapToObj(Step::piece).toList();
  }

  /** The steps that have to be done then, in any order. */
  public List<Step> making() {
    return IntStream.range(0, buckets).mapToObj(Step::bucket).toList();
  }

  /**
   * Whether what was done by it still counts.
   *
   * @param now the partition's objects, and those of its neighbours
   */
  public boolean isGood(Instant time, List<ObjectInfo> now) {
    return time.isBefore(at.plus(GOOD)) && areThere(now);
  }

  private boolean areThere(List<ObjectInfo> now) {
    Map<String, String> etags = new HashMap<>();
    now.forEach(object -> etags.put(object.key(), object.etag()));
    return Stream.of(objects(), unbelieved, believed)
        .flatMap(List::stream)
        .allMatch(object -> object.etag().equals(etags.get(object.key())));
  }

  /** About how many bytes are in objects, unpacked. */
  public static long unpacked(List<ObjectInfo> objects) {
    return objects.stream().mapToLong(PartPlan::unpacked).sum();
  }

  private static long unpacked(ObjectInfo object) {
    return object.key().endsWith(".gz") ? unpacked(object.size()) : object.size();
  }

  /** About how many bytes that many packed ones are. */
  public static long unpacked(long packed) {
    return packed * UNPACKED;
  }

  /**
   * Cuts objects into pieces of about so many unpacked bytes; an object is not cut.
   *
   * @param objects in the order of their keys
   */
  public static List<List<ObjectInfo>> cut(List<ObjectInfo> objects, long bytes) {
    List<List<ObjectInfo>> pieces = new ArrayList<>();
    List<ObjectInfo> piece = new ArrayList<>();
    long size = 0;
    for (ObjectInfo object : objects) {
      if (size > 0 && size + unpacked(object) > bytes) {
        pieces.add(piece);
        piece = new ArrayList<>();
        size = 0;
      }
      piece.add(object);
      size += unpacked(object);
    }
    pieces.add(piece);
    return pieces;
  }

  /** How many buckets there have to be so that the rows of each fit into memory of that size. */
  public static int buckets(long unpacked, long memory) {
    long rows = unpacked + unpacked / 2;
    return (int) Math.max(2, Math.min(MOST_BUCKETS, rows / memory + 1));
  }
}
