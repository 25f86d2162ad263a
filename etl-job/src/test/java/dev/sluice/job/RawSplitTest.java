package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RawSplitTest {
  private static List<RawSplit.Source> sources(int count, String name, long size) {
    return IntStream.range(0, count)
        .mapToObj(
            order -> new RawSplit.Source(0, order, RawSplit.Use.ROWS, order + name, size, "e"))
        .toList();
  }

  private static List<RawSplit.Source> together(List<RawSplit> splits) {
    return splits.stream().flatMap(split -> split.objects().stream()).toList();
  }

  @Test
  void gathersSmallObjects() {
    List<RawSplit.Source> sources = sources(10_000, ".json", 1000);
    List<RawSplit> splits = RawSplit.of(sources, 2);
    assertThat(splits).hasSizeBetween(8, 12);
    assertThat(together(splits)).isEqualTo(sources);
  }

  @Test
  void cutsNoObject() {
    List<RawSplit.Source> sources = sources(3, ".json", 5L << 30);
    assertThat(RawSplit.of(sources, 2)).hasSize(3);
  }

  @Test
  void takesGzipForWhatIsInIt() {
    assertThat(RawSplit.of(sources(64, ".json.gz", 4 << 20), 2)).hasSizeGreaterThan(30);
    assertThat(RawSplit.of(sources(64, ".json", 4 << 20), 2)).hasSizeLessThan(20);
  }
}
