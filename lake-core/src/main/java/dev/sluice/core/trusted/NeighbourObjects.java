package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import java.util.List;

/**
 * Raw objects of earlier partitions in which copies of a partition's records may lie.
 *
 * @param unbelieved of records that lie by arrival: copies of any record of the partition
 * @param believed of all records: copies of those whose event time is too far from arrival
 */
public record NeighbourObjects(List<ObjectInfo> unbelieved, List<ObjectInfo> believed) {
  static final NeighbourObjects NONE = new NeighbourObjects(List.of(), List.of());

  public NeighbourObjects {
    unbelieved = List.copyOf(unbelieved);
    believed = List.copyOf(believed);
  }

  public boolean isEmpty() {
    return unbelieved.isEmpty() && believed.isEmpty();
  }
}
