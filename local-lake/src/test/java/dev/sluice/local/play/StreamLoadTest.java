package dev.sluice.local.play;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamLoadTest {
  private static StreamLoad load(Map<String, Long> records, long size) {
    return new StreamLoad(
        records,
        records.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> e.getValue() * size)),
        50);
  }

  @Test
  void oneKeyCanNotUseMoreThanOneShard() {
    StreamLoad constant = load(Map.of("SEA", 100_000L), 100);

    assertThat(constant.fits(2)).isFalse();
    assertThat(constant.fits(100)).isFalse();
    assertThat(constant.shardsNeeded()).isEmpty();
    assertThat(constant.capacity()).isEqualTo(45_000);
  }

  @Test
  void manyKeysNeedAsManyShardsAsTheFullestOneSays() {
    StreamLoad many =
        load(IntStream.range(0, 100_000).boxed().collect(toMap(i -> "id-" + i, i -> 1L)), 100);

    assertThat(many.fits(2)).isFalse();
    assertThat(many.shardsNeeded()).contains(3);
    assertThat(many.fullest(4)).isBetween(24_000L, 26_000L);
  }

  @Test
  void largeRecordsFillAShardByTheirBytes() {
    assertThat(load(Map.of("a", 10L), 1 << 20).capacity()).isEqualTo(45);
    assertThat(load(Map.of("a", 46L), 1 << 20).fits(1)).isFalse();
  }

  @Test
  void recordsOfHalfAMebibyteFillAShardAsTheyAre() {
    StreamLoad large = load(Map.of("a", 80L), 530_000);

    assertThat(large.capacity()).isEqualTo(89);
    assertThat(large.fits(1)).isTrue();
  }

  @Test
  void nothingFitsAlways() {
    assertThat(load(Map.of(), 1).fits(1)).isTrue();
  }
}
