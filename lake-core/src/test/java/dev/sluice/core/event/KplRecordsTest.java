package dev.sluice.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KplRecordsTest {
  private static final byte[] FIRST = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SECOND = "{\"a\":2}".getBytes(StandardCharsets.UTF_8);

  @Test
  void takesAnAggregateApart() {
    byte[] packed =
        new KplAggregateBytes()
            .partitionKey("a")
            .record(0, -1, FIRST)
            .record(0, -1, SECOND)
            .bytes();

    assertThat(KplRecords.of(packed)).containsExactly(FIRST, SECOND);
  }

  @Test
  void leavesOtherDataAsItIs() {
    byte[] broken = new KplAggregateBytes().partitionKey("a").record(0, -1, FIRST).bytes();
    broken[broken.length - 1]++;

    assertThat(KplRecords.of(FIRST)).containsExactly(FIRST);
    assertThat(KplRecords.of(broken)).containsExactly(broken);
    assertThat(KplRecords.of(new byte[0])).hasSize(1);
  }
}
