package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import dev.sluice.core.trusted.parts.PartFolder;
import dev.sluice.core.trusted.parts.PartFolder.LostPartException;
import dev.sluice.core.trusted.parts.PartFolder.Step;
import dev.sluice.core.trusted.parts.PartReport;
import dev.sluice.core.trusted.rows.PackedRows;
import dev.sluice.core.trusted.rows.RowTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StepTurnsTest {
  private static final long BYTES = 1 << 20;
  private static final List<Step> STEPS = IntStream.range(0, 6).mapToObj(Step::piece).toList();

  @TempDir Path folder;

  private final PartFolder parts = new PartFolder(new InMemoryObjectStore(), "work/");
  private final List<String> rooms = Collections.synchronizedList(new ArrayList<>());

  /** What a step does before it is done. */
  @FunctionalInterface
  private interface Task {
    void perform(int step) throws IOException;
  }

  private boolean goOn(int atOnce, LongSupplier remainingMillis, Task task) throws IOException {
    Workspace workspace = new Workspace(folder, BYTES, BYTES, new AtOnce(atOnce, Long.MAX_VALUE));
    try (StepTurns turns = new StepTurns(workspace, parts, new Pace(remainingMillis))) {
      return turns.goOn(
          STEPS,
          step ->
              room -> {
                rooms.add(step.number() + (room.sortBytes() == BYTES ? " whole" : " share"));
                task.perform(step.number());
                done(step);
              });
    }
  }

  private boolean goOn(int atOnce, Task task) throws IOException {
    return goOn(atOnce, () -> Long.MAX_VALUE, task);
  }

  private void done(Step step) throws IOException {
    PackedRows rows = new PackedRows(FarmLake.TABLE);
    parts.keep(step, PartReport.of(RowTotals.ZERO, rows.tally(1), false, new byte[0]));
  }

  private List<Integer> done() {
    return STEPS.stream().filter(parts::isDone).map(Step::number).toList();
  }

  @Test
  void asManyStepsAreAtWorkAsThereAreThreads() throws IOException {
    CyclicBarrier three = new CyclicBarrier(3);
    boolean isDone =
        goOn(
            3,
            step -> {
              try {
                three.await(30, TimeUnit.SECONDS);
              } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(isDone).isTrue();
    assertThat(rooms).hasSize(6).allMatch(room -> room.endsWith("share"));
  }

  @Test
  void whatWasDoneIsNotDoneAgain() throws IOException {
    done(Step.piece(0));
    done(Step.piece(4));
    assertThat(goOn(2, step -> {})).isTrue();
    assertThat(rooms).hasSize(4).noneMatch(room -> room.startsWith("0") || room.startsWith("4"));
  }

  @Test
  void aStepThatFailsEndsItOnceTheOthersAtWorkAreDone() {
    CountDownLatch failed = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                goOn(
                    2,
                    step -> {
                      if (step == 1) {
                        failed.countDown();
                        throw new IllegalStateException("wrong");
                      }
                      await(failed);
                    }))
        .hasMessage("wrong");
    assertThat(done()).contains(0).doesNotContain(1).hasSizeLessThan(5);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStepThatLacksMemoryBesideOthersIsDoneAlone() throws IOException {
    assertThat(goOn(2, step -> failBesideOthers(step, new OutOfMemoryError("too little"))))
        .isTrue();
    assertThat(rooms).contains("2 share", "2 whole");
    assertThat(done()).hasSize(6);
  }

  @Test
  void aStepThatLacksRoomOnTheDiskIsDoneAlone() throws IOException {
    assertThat(goOn(2, step -> failBesideOthers(step, new IOException("no space left")))).isTrue();
    assertThat(rooms).contains("2 share", "2 whole");
  }

  @Test
  void aStepThatCanNotBeMadeReadyForWantOfMemoryIsDoneAlone() throws IOException {
    Workspace workspace = new Workspace(folder, BYTES, BYTES, new AtOnce(2, Long.MAX_VALUE));
    AtomicInteger tries = new AtomicInteger();
    try (StepTurns turns = new StepTurns(workspace, parts, new Pace(() -> Long.MAX_VALUE))) {
      boolean isDone =
          turns.goOn(
              STEPS,
              step -> {
                if (step.number() == 2 && tries.getAndIncrement() == 0) {
                  throw new OutOfMemoryError("too little");
                }
                return room -> done(step);
              });
      assertThat(isDone).isTrue();
    }
    assertThat(tries).hasValue(2);
    assertThat(done()).hasSize(6);
  }

  private void failBesideOthers(int step, Throwable failure) throws IOException {
    if (step == 2 && !rooms.contains("2 whole")) {
      if (failure instanceof IOException e) {
        throw e;
      }
      throw (Error) failure;
    }
  }

  @Test
  void withOneThreadNothingIsTriedAgain() {
    assertThatThrownBy(
            () ->
                goOn(
                    1,
                    step -> {
                      if (step == 2) {
                        throw new IOException("full");
                      }
                    }))
        .hasMessage("full");
    assertThat(rooms).hasSize(3);
    assertThat(done()).containsExactly(0, 1);
  }

  @Test
  void whatIsGoneIsNotTriedAgain() {
    assertThatThrownBy(() -> goOn(2, step -> failBesideOthers(step, new LostPartException("gone"))))
        .hasMessage("gone");
    assertThat(rooms).doesNotContain("2 whole");
  }

  @Test
  void withoutTimeOneStepIsDoneAtLeast() throws IOException {
    for (int threads = 1; threads <= 3; threads++) {
      int before = done().size();
      assertThat(goOn(threads, () -> 0, step -> {})).isFalse();
      assertThat(done()).hasSize(before + 1);
    }
  }

  /** Else each invocation would come to nothing. */
  @Test
  void withoutTimeAStepThatFailsBesideOthersIsDoneAlone() throws IOException {
    done(Step.piece(0));
    done(Step.piece(1));
    assertThat(goOn(2, () -> 0, step -> failBesideOthers(step, new IOException("full")))).isFalse();
    assertThat(done()).containsExactly(0, 1, 2);
  }

  @Test
  void whenTimeIsShortNothingIsBegunAndWhatIsAtWorkIsWaitedFor() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    assertThat(goOn(3, () -> asked.getAndIncrement() < 3 ? 1_000_000 : 0, step -> {})).isFalse();
    assertThat(done()).isNotEmpty().hasSizeLessThan(6);
    assertThat(rooms).hasSameSizeAs(done());
  }
}
