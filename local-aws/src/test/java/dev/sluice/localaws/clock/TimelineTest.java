package dev.sluice.localaws.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.clock.Timeline.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimelineTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private final LakeClock clock = LakeClock.stoppedAt(START);
  private final List<ActionFailure> failures = new CopyOnWriteArrayList<>();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final Timeline timeline = new Timeline(clock, Mode.FAST, 1, failures::add);

  @AfterEach
  void close() {
    timeline.close();
  }

  @Test
  void runsActionsInTheOrderOfTheirTimesAndThenOfTheirScheduling() throws Exception {
    timeline.schedule(START.plusSeconds(60), "later", () -> note("later"));
    timeline.schedule(START.plusSeconds(30), "first", () -> note("first"));
    timeline.schedule(START.plusSeconds(30), "second", () -> note("second"));

    assertThat(timeline.drain(START.plusSeconds(3600))).isTrue();

    assertThat(done).containsExactly("first@30", "second@30", "later@60");
  }

  @Test
  void skipsToTheEndWhenNothingIsLeftBeforeIt() throws Exception {
    timeline.schedule(START.plusSeconds(61), "after", () -> note("after"));

    timeline.runUntil(START.plusSeconds(60));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    assertThat(done).isEmpty();
  }

  @Test
  void runsWhatARunningActionSchedules() throws Exception {
    timeline.schedule(
        START.plusSeconds(1),
        "outer",
        () -> timeline.schedule(START.plusSeconds(5), "inner", () -> note("inner")));

    timeline.runUntil(START.plusSeconds(10));

    assertThat(done).containsExactly("inner@5");
  }

  @Test
  void drainsWithoutWaitingForPeriodicActionsButRunsThemMeanwhile() throws Exception {
    timeline.schedulePeriodic(
        START.plusSeconds(10),
        "tick",
        due -> Optional.of(due.plusSeconds(10)),
        due -> note("tick"));
    timeline.schedule(START.plusSeconds(25), "last", () -> note("last"));

    assertThat(timeline.drain(START.plusSeconds(3600))).isTrue();

    assertThat(done).containsExactly("tick@10", "tick@20", "last@25");
  }

  @Test
  void saysThatItDidNotDrainInTime() throws Exception {
    timeline.schedule(START.plusSeconds(100), "late", () -> note("late"));

    assertThat(timeline.drain(START.plusSeconds(60))).isFalse();

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void endsAPeriodicActionWhenItIsCancelledOrHasNoNextTime() throws Exception {
    PeriodicAction endless =
        timeline.schedulePeriodic(
            START.plusSeconds(1),
            "endless",
            due -> Optional.of(due.plusSeconds(1)),
            due -> note("endless"));
    timeline.schedulePeriodic(START, "once", due -> Optional.empty(), due -> note("once"));
    timeline.schedule(START.plusSeconds(2), "stop", endless::cancel);

    timeline.runUntil(START.plusSeconds(10));

    assertThat(done).containsExactly("once@0", "endless@1");
  }

  @Test
  void doesNotRunACancelledAction() throws Exception {
    TimedAction action = timeline.schedule(START.plusSeconds(5), "never", () -> note("never"));

    assertThat(action.cancel()).isTrue();
    assertThat(action.cancel()).isFalse();
    assertThat(timeline.drain(START.plusSeconds(60))).isTrue();

    assertThat(done).isEmpty();
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void doesNotMoveTheClockWhileTrackedWorkRuns() throws Exception {
    CompletableFuture<String> work = new CompletableFuture<>();
    CountDownLatch started = new CountDownLatch(1);
    timeline.schedule(
        START,
        "start",
        () -> {
          timeline.track("work", work);
          started.countDown();
        });
    timeline.schedule(START.plusSeconds(60), "after", () -> note("after"));
    Thread answer =
        new Thread(
            () -> {
              awaitQuietly(started);
              note("work");
              work.complete("done");
            });
    answer.start();

    assertThat(timeline.drain(START.plusSeconds(3600))).isTrue();

    assertThat(done).containsExactly("work@0", "after@60");
    answer.join();
  }

  @Test
  void reportsWhatFailsAndGoesOn() throws Exception {
    timeline.schedule(
        START,
        "broken",
        () -> {
          throw new IllegalStateException("no luck");
        });
    timeline.track("lost", CompletableFuture.failedFuture(new IllegalStateException("gone")));
    timeline.schedule(START.plusSeconds(1), "next", () -> note("next"));

    assertThat(timeline.drain(START.plusSeconds(60))).isTrue();

    assertThat(done).containsExactly("next@1");
    assertThat(failures)
        .extracting(ActionFailure::action)
        .containsExactlyInAnyOrder("broken", "lost");
  }

  @Test
  void waitsForTheNextActionInRealTime() throws Exception {
    LakeClock real = LakeClock.startingAt(START);
    try (Timeline waiting = new Timeline(real, Mode.REAL_TIME, 2, failures::add)) {
      long before = System.nanoTime();
      waiting.schedule(real.instant().plusMillis(100), "soon", () -> done.add("soon"));

      assertThat(waiting.drain(START.plusSeconds(20))).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(99));
      assertThat(done).containsExactly("soon");
    }
  }

  @Test
  void runsActionsOfTheSameTimeTogether() throws Exception {
    try (Timeline wide = new Timeline(clock, Mode.FAST, 2, failures::add)) {
      CountDownLatch both = new CountDownLatch(2);
      for (String name : List.of("one", "two")) {
        wide.schedule(
            START,
            name,
            () -> {
              both.countDown();
              awaitQuietly(both);
              done.add(name);
            });
      }

      assertThat(wide.drain(START.plusSeconds(60))).isTrue();

      assertThat(done).containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void doesNotTellOfActionsThatItsOwnEndInterrupted() throws Exception {
    CompletableFuture<Thread> running = new CompletableFuture<>();
    timeline.schedule(
        START,
        "ends it",
        () -> {
          running.complete(Thread.currentThread());
          timeline.close();
          throw new IllegalStateException("interrupted");
        });

    timeline.drain(START.plusSeconds(60));

    running.get(10, TimeUnit.SECONDS).join();
    assertThat(failures).isEmpty();
  }

  private void note(String what) {
    done.add(what + "@" + Duration.between(START, clock.instant()).toSeconds());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
