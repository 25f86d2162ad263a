package dev.sluice.core.digest;

import dev.sluice.core.alert.text.Device;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.Period;
import dev.sluice.core.record.SlotLayout;
import dev.sluice.core.record.SlotReader;
import dev.sluice.core.record.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums up a period's records by group. Batches may come in any order. Bounded: records of further
 * groups than {@link #MOST_GROUPS} are summed up together.
 */
final class DigestSums {
  /** So many groups are told by themselves. */
  static final int MOST_GROUPS = 2_000;

  static final String FURTHER = "(all further)";
  private static final String NONE = "(none)";

  private final EventTime eventTime;
  private final Period period;
  private final int groupSlot;
  private final int timeSlot;
  private final int[] valueSlots;
  private final SlotReader reader;
  private final Slots slots;
  private final SortedMap<String, Group> groups = new TreeMap<>();
  private long records;
  private long unreadable;

  DigestSums(Digest digest, RecordSpec record, EventTime eventTime, Period period) {
    this.eventTime = eventTime;
    this.period = period;
    SlotLayout layout = new SlotLayout(record.schema());
    groupSlot = layout.slotOf(digest.groupBy());
    timeSlot = layout.slotOf(record.timeField());
    valueSlots = digest.values().stream().mapToInt(layout::slotOf).toArray();
    reader = new SlotReader(layout);
    slots = new Slots(layout.size(), record.timeFormat());
  }

  /** What is known of a group. */
  static final class Group {
    private final List<ValueSummary> values = new ArrayList<>();
    private long records;

    private Group(int numberOfValues) {
      for (int i = 0; i < numberOfValues; i++) {
        values.add(new ValueSummary());
      }
    }

    /** In the order of the digest's fields. */
    List<ValueSummary> values() {
      return values;
    }

    long records() {
      return records;
    }
  }

  void add(RecordBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (period.contains(batch.arrivalMillis(i))) {
        add(batch, i);
      }
    }
  }

  private void add(RecordBatch batch, int record) {
    records++;
    boolean readable =
        batch.undecodable(record).isEmpty()
            && reader.read(batch.data(), batch.offset(record), batch.length(record), slots);
    if (!readable) {
      unreadable++;
      return;
    }
    long arrival = batch.arrivalMillis(record);
    long time = eventTime.believed(slots.timeMillis(timeSlot), arrival);
    Group group = group();
    group.records++;
    for (int i = 0; i < valueSlots.length; i++) {
      if (slots.isNumber(valueSlots[i]) && Double.isFinite(slots.number(valueSlots[i]))) {
        group.values.get(i).add(slots.number(valueSlots[i]), time, arrival);
      }
    }
  }

  private Group group() {
    String text = slots.text(groupSlot);
    String name = text == null || text.isEmpty() ? NONE : Device.named(text);
    Group known = groups.get(name);
    if (known != null) {
      return known;
    }
    String key = groups.size() < MOST_GROUPS ? name : FURTHER;
    return groups.computeIfAbsent(key, each -> new Group(valueSlots.length));
  }

  /** By name. */
  SortedMap<String, Group> groups() {
    return groups;
  }

  /** All that arrived in the period. */
  long records() {
    return records;
  }

  /** Those that are not JSON objects; the batch writer rejects them. */
  long unreadable() {
    return unreadable;
  }
}
