package dev.sluice.core.raw;

import java.util.Arrays;

/**
 * Groups a batch's records by partition with two arrays of the batch's length (a counting sort), so
 * that memory doesn't grow with the number of partitions. Groups are in the order of their
 * ordinals, a group's records in the batch's order.
 */
final class PartitionGroups {
  private final long[] keys;
  private final boolean[] grouped;
  private long[] ordinals = {};
  private int[] ends = {};
  private int[] order = {};

  PartitionGroups(int records) {
    this.keys = new long[records];
    this.grouped = new boolean[records];
  }

  /** Puts a record into the group with that ordinal. */
  void put(int record, long ordinal) {
    keys[record] = ordinal;
    grouped[record] = true;
  }

  /** Sorts; to be called once, after all records are put. */
  void sort() {
    ordinals = distinct();
    int[] counts = new int[ordinals.length + 1];
    for (int record = 0; record < keys.length; record++) {
      if (grouped[record]) {
        counts[group(keys[record]) + 1]++;
      }
    }
    for (int group = 1; group < counts.length; group++) {
      counts[group] += counts[group - 1];
    }
    order = new int[counts[ordinals.length]];
    for (int record = 0; record < keys.length; record++) {
      if (grouped[record]) {
        order[counts[group(keys[record])]++] = record;
      }
    }
    ends = counts;
  }

  private long[] distinct() {
    long[] sorted = new long[keys.length];
    int size = 0;
    for (int record = 0; record < keys.length; record++) {
      boolean repeated = size > 0 && sorted[size - 1] == keys[record];
      if (grouped[record] && !repeated) {
        sorted[size++] = keys[record];
      }
    }
    Arrays.sort(sorted, 0, size);
    int unique = 0;
    for (int i = 0; i < size; i++) {
      if (unique == 0 || sorted[unique - 1] != sorted[i]) {
        sorted[unique++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, unique);
  }

  private int group(long ordinal) {
    return Arrays.binarySearch(ordinals, ordinal);
  }

  /** Number of groups. */
  int size() {
    return ordinals.length;
  }

  long ordinal(int group) {
    return ordinals[group];
  }

  /** Index of the group's first record in {@link #record}. */
  int start(int group) {
    return group == 0 ? 0 : ends[group - 1];
  }

  /** Index after the group's last record in {@link #record}. */
  int end(int group) {
    return ends[group];
  }

  /** The record at that place of the sorted order. */
  int record(int index) {
    return order[index];
  }
}
