package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
  @Test
  void countsSharedPagesOnceInOneSumAndInEachProcessInTheOther() {
    ProcessMemory memory = new ProcessMemory();
    memory.sample();
    ProcessMemory.Peak peak = memory.peak();

    if (Files.exists(Path.of("/proc/self/smaps_rollup"))) {
      assertThat(peak.pssMb()).isBetween(10L, peak.rssMb());
    } else {
      assertThat(peak.pssMb()).isZero();
    }
  }

  @Test
  void hasSeenNothingBeforeTheFirstLook() {
    assertThat(new ProcessMemory().peak()).isEqualTo(new ProcessMemory.Peak(0, 0));
  }
}
