package dev.sluice.localaws.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.clock.Timeline.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time that passes while something runs that can only wait for it. */
@Timeout(30)
class PassingTimeTest {
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
  void letsTimePassWhileSomethingRunsAndStartsWhatIsDueMeanwhile() throws Exception {
    try (Timeline two = new Timeline(clock, Mode.FAST, 2, failures::add)) {
      CountDownLatch between = new CountDownLatch(1);
      two.schedule(
          START,
          "waiting",
          () -> {
            two.passTo(START.plusSeconds(9));
            awaitQuietly(between);
            while (clock.instant().isBefore(START.plusSeconds(9))) {
              Thread.onSpinWait();
            }
            note("waiting");
          });
      two.schedule(
          START.plusSeconds(5),
          "between",
          () -> {
            note("between");
            between.countDown();
          });

      assertThat(two.drain(START.plusSeconds(60))).isTrue();
    }

    assertThat(done)
        .extracting(each -> each.replaceAll("@.*", ""))
        .containsExactly("between", "waiting");
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(9));
  }

  @Test
  void letsNoTimePassWhileSomethingDueWaitsForAThread() throws Exception {
    timeline.schedule(
        START,
        "busy",
        () -> {
          timeline.passTo(START.plusSeconds(9));
          while (clock.instant().equals(START)) {
            Thread.onSpinWait();
          }
          note("busy");
        });
    timeline.schedule(START.plusSeconds(5), "next", () -> note("next"));

    assertThat(timeline.drain(START.plusSeconds(60))).isTrue();

    assertThat(done).first().isEqualTo("busy@5");
    assertThat(done).hasSize(2);
  }

  /** A writer that was still throttled at a step's end waited in real time. */
  @Test
  void letsTimePassBeyondItsEndWhatIsDueLaterOrNot() throws Exception {
    Instant end = START.plusMillis(1200);
    timeline.schedule(
        START,
        "writer",
        () -> {
          while (clock.instant().isBefore(START.plusSeconds(600))) {
            timeline.passTo(clock.instant().plusSeconds(1));
            Thread.onSpinWait();
          }
          note("writer");
        });
    timeline.schedule(START.plusMillis(1500), "later", () -> note("later"));

    timeline.runUntil(end);

    assertThat(done).containsExactly("writer@600");
  }

  @Test
  void letsNoTimePassWhereTimeIsReal() {
    try (Timeline real = new Timeline(clock, Mode.REAL_TIME, 1, failures::add)) {
      real.passTo(START.plusSeconds(9));
    }

    assertThat(clock.instant()).isEqualTo(START);
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
