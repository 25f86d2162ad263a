package dev.sluice.localaws.athena.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultMemoryTest {
  private static final int ROWS = 200_000;

  private static String text(byte[] latin) {
    return new String(latin, ISO_8859_1);
  }

  /** A result of many short cells filled the heap, and the lake ended. */
  @Test
  void shortCellsCountAsMuchAsTheyTake() throws QueryFailedException {
    byte[] device = "wt-123456".getBytes(ISO_8859_1);
    byte[] metric = "temperature".getBytes(ISO_8859_1);
    byte[] value = "30864.25".getBytes(ISO_8859_1);
    List<List<String>> all = new ArrayList<>(ROWS);

    // What this thread allocates, and keeps: the heap has other tests' garbage, too.
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int row = 0; row < ROWS; row++) {
      all.add(Arrays.asList(text(device), text(metric), text(value), null));
    }
    long taken = threads.getThreadAllocatedBytes(thread) - before;

    ResultMemory enough = new ResultMemory(2 * taken);
    for (List<String> row : all) {
      enough.take(row);
    }
    ResultMemory tooLittle = new ResultMemory(taken / 2);
    assertThatThrownBy(
            () -> {
              for (List<String> row : all) {
                tooLittle.take(row);
              }
            })
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("add LIMIT or aggregate")
        .hasMessageContaining("SLUICE_HEAP");
    assertThat(all).hasSize(ROWS);
  }
}
