package dev.sluice.core.trusted.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowMemoryTest {
  private final RowMemory memory = new RowMemory();

  @TempDir Path folder;

  @Test
  void aPartitionTakesOverWhereTheLastOnesRowsWere() throws IOException {
    try (TrustedRows first = rows()) {
      first.addDealt(row(200_000));
    }
    byte[] grown = memory.take();
    assertThat(grown.length).isGreaterThan(200_000);
    memory.giveBack(grown);

    try (TrustedRows second = rows()) {
      assertThat(memory.take()).as("while it is used").isNotSameAs(grown);
      second.addDealt(row(8));
    }
    assertThat(memory.take()).isSameAs(grown);
  }

  private TrustedRows rows() {
    return new TrustedRows(
        FarmLake.TABLE,
        new TrustedRows.Limits(1 << 20, memory, Long.MAX_VALUE),
        folder,
        new RejectedRows(folder.resolve("rejected.json")));
  }

  private static byte[] row(int length) {
    RowBuilder row = new RowBuilder(new RowLayout(FarmLake.TABLE));
    row.begin(0);
    row.setText(0, "x".repeat(length).toCharArray(), 0, length);
    row.finish();
    return row.bytes().clone();
  }
}
