package dev.sluice.localaws.athena.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultMemoryTest {
  private static List<String> row(int number) {
    return Arrays.asList("wt-" + number, "temperature", "" + number * 0.25, null);
  }

  /** A result of many short cells filled the heap, and the lake ended. */
  @Test
  void shortCellsCountAsMuchAsTheyTake() throws QueryFailedException {
    int rows = 200_000;
    Runtime heap = Runtime.getRuntime();
    System.gc();
    long before = heap.totalMemory() - heap.freeMemory();
    List<List<String>> all =
        new ArrayList<>(IntStream.range(0, rows).mapToObj(ResultMemoryTest::row).toList());
    System.gc();
    long taken = heap.totalMemory() - heap.freeMemory() - before;

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
    assertThat(all).hasSize(rows);
  }
}
