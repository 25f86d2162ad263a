package dev.sluice.core.produce.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** A stream in memory that fails as told. */
public final class FakeRecordStream implements RecordStream {
  /** Decides of one call. */
  public interface Fault {
    /** Whether and how the entry fails in that call (from 0 on); ACCEPT, or STORE_AND_FORGET. */
    Outcome of(int call, int place, Entry entry);
  }

  /** The entry is taken. */
  public static final Outcome ACCEPT = new Accepted("shardId-000000000000", "1");

  /** The entry is taken, but the answer is lost. */
  public static final Outcome STORE_AND_FORGET = new Unknown("timed out after the send");

  /** The entry's shard is busy. */
  public static final Outcome THROTTLED =
      new Refused("ProvisionedThroughputExceededException", "Rate exceeded for shard", true);

  private final List<Entry> stored = new ArrayList<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private Fault fault = (call, place, entry) -> ACCEPT;

  /** Fails from now on as that says. */
  public void failWith(Fault newFault) {
    fault = newFault;
  }

  @Override
  public List<Outcome> put(List<Entry> batch) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int place = 0; place < batch.size(); place++) {
      Outcome outcome = fault.of(batchSizes.size(), place, batch.get(place));
      if (outcome instanceof Accepted || outcome.equals(STORE_AND_FORGET)) {
        stored.add(batch.get(place));
      }
      outcomes.add(outcome);
    }
    batchSizes.add(batch.size());
    return outcomes;
  }

  /** What is in the stream, in order, duplicates included. */
  public List<String> stored() {
    return stored.stream().map(entry -> new String(entry.data(), UTF_8)).toList();
  }

  /** The number of entries of each call. */
  public List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }
}
