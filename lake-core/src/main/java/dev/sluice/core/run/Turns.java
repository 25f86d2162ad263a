package dev.sluice.core.run;

import dev.sluice.core.trusted.Pace;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.PartitionWork;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TaskThreads;
import dev.sluice.core.trusted.TrustedPartition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Partitions that are made at once. They are begun in their order, and what became of them is told
 * in their order, so that nothing in a run shows how many were made at once. When time is short,
 * nothing is begun any more, and what is at work is waited for.
 */
final class Turns implements AutoCloseable {
  private static final int MOST_BEGUN = 4;

  private final PartitionTransform transform;
  private final RewritePolicy policy;
  private final Pace pace;
  private final Books books;
  private final TaskThreads threads;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private boolean isStopped;
  private String underway = "";

  /**
   * Where is told what became of partitions.
   *
   * @param checkpoint keeps how far it came
   */
  record Books(PartitionTotals totals, StagedPartitions staged, Checkpoint checkpoint) {
    /** Whether anything was made, or failed. */
    private boolean hasWorked() {
      return totals.hasWorked() || staged.hasMade();
    }
  }

  /** Keeps how far it came. */
  @FunctionalInterface
  interface Checkpoint {
    void save() throws IOException;
  }

  /** A partition that was begun; one that stays as it is has no work. */
  private static final class Turn {
    private final TrustedPartition partition;
    private final Optional<PartitionWork> work;
    private volatile boolean hasEnded;

    Turn(TrustedPartition partition, Optional<PartitionWork> work) {
      this.partition = partition;
      this.work = work;
      hasEnded = work.isEmpty();
    }

    /** Whether it was made, or failed, and has only to be told of. */
    private boolean isMade() {
      return hasEnded && work.filter(is -> is.isOpen() && !is.isAlone()).isPresent();
    }
  }

  Turns(PartitionTransform transform, RewritePolicy policy, Pace pace, Books books) {
    this.transform = transform;
    this.policy = policy;
    this.pace = pace;
    this.books = books;
    threads = new TaskThreads(transform.atOnce().partitions());
  }

  /** Takes what has ended; false: there is no time for another one. */
  boolean hasTime() throws IOException {
    takeEnded();
    isStopped |= (books.hasWorked() || !waiting.isEmpty()) && pace.isShort();
    return !isStopped;
  }

  /** Waits until another one may be at work; false: then there is no time for it. */
  private boolean hasTimeAndRoom(TrustedPartition partition) throws IOException {
    long ended = threads.ended();
    takeEnded();
    boolean hasWaited = false;
    while (!isStopped && !hasRoom(partition)) {
      threads.awaitMore(ended);
      ended = threads.ended();
      takeEnded();
      hasWaited = true;
    }
    return hasWaited ? hasTime() : !isStopped;
  }

  /** What is made but waits for its turn is not noted yet: it is bounded, too. */
  private boolean hasRoom(TrustedPartition partition) {
    long bytes = PartitionWork.bytes(partition);
    int begun = 0;
    for (Turn turn : waiting) {
      bytes += turn.hasEnded ? 0 : PartitionWork.bytes(turn.partition);
      begun += turn.work.filter(PartitionWork::isOpen).isPresent() ? 1 : 0;
    }
    boolean isBounded =
        bytes <= transform.atOnce().bytes() && begun < MOST_BEGUN * transform.atOnce().partitions();
    return threads.isIdle() || (threads.isFree() && isBounded);
  }

  /** A partition that stays as it is. */
  void keep(TrustedPartition partition) {
    waiting.add(new Turn(partition, Optional.empty()));
  }

  /** Begins to bring a partition up to date, if there is time once there is room. */
  void begin(TrustedPartition partition, RewritePolicy how) throws IOException {
    long looked = pace.start();
    PartitionWork work = transform.begin(partition, how);
    pace.stop(looked);
    Turn turn = new Turn(partition, Optional.of(work));
    if (!work.isOpen()) {
      turn.hasEnded = true;
      waiting.add(turn);
    } else if (hasTimeAndRoom(partition)) {
      waiting.add(turn);
      long started = pace.start();
      threads.begin(() -> make(turn, started));
    } else {
      work.leave();
    }
  }

  private void make(Turn turn, long started) {
    try {
      turn.work.orElseThrow().make();
      pace.stop(started);
    } finally {
      turn.hasEnded = true;
    }
  }

  /** Waits for all that were begun; false: the next invocation has to go on. */
  boolean takeAll() throws IOException {
    long ended = threads.ended();
    takeEnded();
    while (!waiting.isEmpty()) {
      threads.awaitMore(ended);
      ended = threads.ended();
      takeEnded();
    }
    return !isStopped;
  }

  /** Which partition is half made, and how far; empty: none is. */
  String underway() {
    return underway;
  }

  private void takeEnded() throws IOException {
    while (!waiting.isEmpty() && waiting.peek().hasEnded) {
      take(waiting.remove());
    }
  }

  private void take(Turn turn) throws IOException {
    if (turn.work.isEmpty()) {
      books.totals.keep(turn.partition, existing(turn.partition));
      return;
    }
    PartitionWork work = turn.work.get();
    if (work.isAlone()) {
      threads.awaitAll(); // it takes time, too
      if (!isTimeForAnother()) {
        isStopped = true;
        work.leave();
        return;
      }
    }
    PartitionOutcome outcome = finished(work);
    if (outcome instanceof PartitionOutcome.Unfinished unfinished) {
      isStopped = true;
      underway = told(turn.partition, unfinished);
      return;
    }
    books.staged.add(turn.partition, outcome);
    if (pace.isCheckpointDue()) {
      save();
    }
  }

  private void save() throws IOException {
    boolean isAlone = threads.isIdle();
    try {
      books.staged.save();
      books.checkpoint.save();
    } catch (OutOfMemoryError e) {
      if (isAlone) {
        throw e;
      } // else others have the memory, and the next checkpoint saves this, too
    }
  }

  /** Whether one may be made that waited for its turn. */
  private boolean isTimeForAnother() {
    boolean hasWorked = books.hasWorked() || waiting.stream().anyMatch(Turn::isMade);
    return underway.isEmpty() && !(hasWorked && pace.isShort());
  }

  private PartitionOutcome finished(PartitionWork work) {
    if (!work.isAlone()) {
      return work.finish(pace.remainingMillis());
    }
    if (work.lacksRoom() && !pace.isEnoughForOneMore()) {
      return work.giveUp(); // the next invocation would not come further
    }
    long started = pace.start();
    PartitionOutcome outcome = work.finish(pace.remainingMillis());
    pace.stop(started);
    return outcome;
  }

  private static String told(TrustedPartition partition, PartitionOutcome.Unfinished unfinished) {
    return "Partition %s of table '%s' is large: %d of %d steps are done, the next invocation goes on"
        .formatted(
            partition.name(), partition.table().name(), unfinished.done(), unfinished.steps());
  }

  /** What a partition that failed already has; unknown, if that can't be read either. */
  private Optional<PartitionOutcome.UpToDate> existing(TrustedPartition partition) {
    try {
      return transform.existing(partition, policy);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Waits for what is at work. */
  @Override
  public void close() {
    threads.close();
  }
}
