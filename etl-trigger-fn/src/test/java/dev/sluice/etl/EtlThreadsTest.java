package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtlThreadsTest {
  @ParameterizedTest
  @CsvSource({
    "128, 2, 1",
    "1024, 2, 1",
    "1769, 2, 1",
    "2653, 2, 1",
    "2654, 2, 2",
    "3538, 2, 2",
    "10240, 6, 6",
    "10240, 4, 4",
    "10240, 8, 6"
  })
  void oneForEachProcessorThatTheMemoryHas(String memory, int processors, int threads) {
    assertThat(EtlThreads.count(OptionalInt.empty(), Optional.of(memory), machine(processors)))
        .isEqualTo(threads);
  }

  @Test
  void oneWhereNobodyTellsOfMemory() {
    assertThat(EtlThreads.count(OptionalInt.empty(), Optional.empty(), machine(8))).isEqualTo(1);
  }

  @Test
  void asManyAsWereAskedFor() {
    assertThat(EtlThreads.count(OptionalInt.of(2), Optional.of("1024"), machine(1))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7})
  void othersAreRefused(int asked) {
    assertThatThrownBy(() -> EtlThreads.count(OptionalInt.of(asked), Optional.empty(), machine(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SLUICE_ETL_THREADS is %d, but must be 1 to 6", asked);
  }

  @Test
  void noMoreThanTheHeapHasRoomFor() {
    EtlThreads.Machine laptop = new EtlThreads.Machine(8, 192 << 20);
    assertThat(EtlThreads.count(OptionalInt.empty(), Optional.of("10240"), laptop)).isEqualTo(1);
  }

  private static EtlThreads.Machine machine(int processors) {
    return new EtlThreads.Machine(processors, 8L << 30);
  }
}
