package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.log.Checkpoints;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How far the lanes of a shard are: what the next lake has to know. A shard that is dealt to
 * another number of lanes goes on after what all lanes had done; records that some of them had done
 * beyond that are delivered again.
 */
final class ShardProgress {
  private final Checkpoints checkpoints;
  private final String shard;
  private final List<Progress> lanes = new ArrayList<>();
  private ReaderCheckpoint saved;

  private ShardProgress(Checkpoints checkpoints, String shard, ReaderCheckpoint saved) {
    this.checkpoints = checkpoints;
    this.shard = shard;
    this.saved = saved;
  }

  /**
   * Goes on after the checkpoint. What differs from it is saved at once: what arrives from now on
   * is not to be missed by the next lake, and places of lanes are void as soon as there are others,
   * which give the names of those lanes' raw objects to other records.
   */
  static ShardProgress load(
      Checkpoints checkpoints, String shard, int count, Optional<String> start) throws IOException {
    Optional<ReaderCheckpoint> last = checkpoints.load(shard);
    ReaderCheckpoint from =
        last.map(each -> dealtTo(count, each)).orElseGet(() -> ReaderCheckpoint.after(start));
    if (!last.equals(Optional.of(from))) {
      checkpoints.save(shard, from);
    }
    ShardProgress progress = new ShardProgress(checkpoints, shard, from);
    List<String> positions =
        from.lanes().isEmpty() ? Collections.nCopies(count, from.after().orElse("")) : from.lanes();
    for (int number = 0; number < count; number++) {
      Lane lane = new Lane(number, count);
      progress.lanes.add(new Progress(progress, lane, positions.get(number)));
    }
    return progress;
  }

  private static ReaderCheckpoint dealtTo(int count, ReaderCheckpoint last) {
    return last.lanes().isEmpty() || last.lanes().size() == count
        ? last
        : ReaderCheckpoint.after(last.after());
  }

  String shard() {
    return shard;
  }

  List<Progress> lanes() {
    return List.copyOf(lanes);
  }

  /** As it was saved. */
  ReaderCheckpoint saved() {
    return saved;
  }

  /**
   * Saves what has changed.
   *
   * @param onlyPassed whether the lane only saw that others' records come next: that is saved only
   *     if the shard as a whole got further
   */
  synchronized void save(ReaderCheckpoint ofOneLane, boolean onlyPassed) {
    ReaderCheckpoint now = lanes.size() == 1 ? ofOneLane : ReaderCheckpoint.ofLanes(positions());
    if (now.equals(saved) || (onlyPassed && now.after().equals(saved.after()))) {
      return;
    }
    try {
      checkpoints.save(shard, now);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not save how far shard " + shard + " is", e);
    }
    saved = now;
  }

  private List<String> positions() {
    return lanes.stream().map(lane -> lane.settled().orElse("")).toList();
  }
}
