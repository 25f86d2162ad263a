package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.state.Run;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunOfLargePartitionTest extends RunOnAFarm {
  @Override
  RunDriver driver() {
    return new RunDriver(EmbeddedPorts.of(pipeline, lake.store, lake.inParts(), catalog, engine));
  }

  private RunResult invokedWithoutTime() throws IOException {
    time = time.plus(Duration.ofMinutes(5));
    return driver().handle(RunEvents.schedule(time, () -> 0));
  }

  @Test
  void eachInvocationGetsOnWithThePartitionAndSaysSo() throws IOException {
    lake.put("2", "{\"id\":\"b\",\"data\":2}");

    assertThat(invokedWithoutTime().underway())
        .isEqualTo(
            "Partition year=2026/month=06/day=01 of table 'readings' is large: 1 of 4 steps are"
                + " done, the next invocation goes on");
    assertThat(invokedWithoutTime().underway()).contains("2 of 4 steps");
    assertThat(document().run().orElseThrow().step()).isEqualTo(Run.Step.TRANSFORM);
    assertThat(document().run().orElseThrow().lease()).isEmpty();
    assertThat(invokedWithoutTime().underway()).contains("3 of 4 steps");
    assertThat(invokedWithoutTime().underway()).contains("4 of 4 steps");

    RunResult last = invokedWithoutTime();
    assertThat(last.underway()).isEmpty();
    assertThat(last.failures()).isEmpty();
    assertThat(last.tables().get("readings").counts().rows()).isEqualTo(2);
    assertThat(last.origin().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void allOfItIsDoneAtOnceIfThereIsTime() throws IOException {
    lake.put("2", "{\"id\":\"b\",\"data\":2}");

    assertThat(schedule().tables().get("readings").counts().rows()).isEqualTo(2);
    assertThat(lake.rows()).hasSize(2);
  }
}
