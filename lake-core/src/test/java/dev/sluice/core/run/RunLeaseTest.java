package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.run.state.Lease;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunLeaseTest extends RunOnAFarm {
  @Test
  void stopsBeforeTheTimeLimitAndGoesOnAtTheNextSchedule() throws IOException {
    for (int day = 2; day <= 4; day++) {
      lake.putBytes(
          "raw/farm/year=2026/month=06/day=0" + day + "/1", A.getBytes(StandardCharsets.UTF_8));
    }
    AtomicLong remaining = new AtomicLong();
    RunResult result = null;
    for (int i = 0; i < 2; i++) {
      // Each look at the clock takes 4 s: two partitions fit into an invocation.
      remaining.set(60_000);
      time = time.plus(Duration.ofMinutes(15));
      result = driver().handle(RunEvents.schedule(time, () -> remaining.getAndAdd(-10_000)));
      if (i == 0) {
        assertThat(result.state()).isEqualTo("TRANSFORM");
      }
    }
    while (result.state().equals("TRANSFORM")) {
      result = schedule();
    }
    assertThat(result.state()).isEqualTo("QUERIES");
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(4);
  }

  @Test
  void leavesTheRunToTheInvocationThatHasTheLease() throws IOException {
    Run leased =
        Run.start(1, time, Run.Step.TRANSFORM, Optional.empty())
            .leased(Optional.of(new Lease("other", time, time.plus(Duration.ofMinutes(20)))));
    VersionedObject<RunDocument> store = RunJson.in(lake.store, "farm");
    store.save(store.load(), RunDocument.EMPTY.with(leased));
    RunResult busy = schedule();
    assertThat(busy.state()).isEqualTo("BUSY");
    assertThat(busy.toJson())
        .contains("request other, since 2026-06-01T00:15:00Z, until 2026-06-01T00:35:00Z");
    assertThat(schedule().state()).isEqualTo("QUERIES");
    assertThat(document().run().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void givesTheRunToTheRepetitionOfTheInvocationThatHadIt() throws IOException {
    Run leased =
        Run.start(1, time, Run.Step.TRANSFORM, Optional.empty())
            .leased(Optional.of(new Lease("mine", time, time.plus(Duration.ofMinutes(20)))));
    VersionedObject<RunDocument> store = RunJson.in(lake.store, "farm");
    store.save(store.load(), RunDocument.EMPTY.with(leased));
    RunEvent again =
        new RunEvent(time, new RunEvent.Cause.Schedule(Optional.empty()), "mine", () -> 60_000);
    assertThat(driver().handle(again).state()).isEqualTo("QUERIES");
  }
}
