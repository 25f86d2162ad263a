package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PartitionTransformPropertyTest {
  private static final Arbitrary<String> IDS =
      Arbitraries.integers().between(0, 40).map(n -> "\"id\":\"i" + n + "\"");
  private static final Arbitrary<String> NUMBERS =
      Arbitraries.of(
          "1",
          "1.0",
          "1.5",
          "\"2.5\"",
          "-0.0",
          "1e3",
          "1e400",
          "null",
          "\"x\"",
          "{}",
          "[1]",
          "true",
          "123456789012345678901234567890",
          "0.1000000000000000055");
  private static final Arbitrary<String> TIMES =
      Arbitraries.integers()
          .between(0, 9)
          .map(n -> n == 0 ? "null" : "\"2026-06-01T00:00:0" + n + "Z\"");
  private static final Arbitrary<String> TEXTS =
      Arbitraries.of("null", "\"\"", "\"ä\"", "\"😀\"", "\"\\u0000\"", "\"\\ud800\"", "7");

  @Provide
  Arbitrary<List<List<String>>> objects() {
    Arbitrary<String> record =
        Combinators.combine(IDS, NUMBERS, TIMES, TEXTS)
            .as(
                (id, number, time, text) ->
                    "{%s,\"data\":%s,\"timestamp\":%s,\"type\":%s,\"n\":%s}"
                        .formatted(id, number, time, text, number));
    return record.list().ofMaxSize(30).list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 150)
  void givesTheSameBytesWhetherSpilledOrNotAndInAnyOrderOfArrival(
      @ForAll("objects") List<List<String>> objects, @ForAll boolean backwards) throws IOException {
    Path folder = Files.createTempDirectory("transform-");
    FarmLake roomy = new FarmLake(folder);
    FarmLake tight = new FarmLake(folder);
    for (int i = 0; i < objects.size(); i++) {
      roomy.put("o" + i, String.join("\n", objects.get(i)));
      int j = backwards ? objects.size() - 1 - i : i;
      tight.put("o" + j, String.join("", objects.get(j)));
    }
    RowCounts inMemory = ((PartitionOutcome.Rewritten) roomy.run(1 << 20)).counts();
    RowCounts spilled = ((PartitionOutcome.Rewritten) tight.run(300)).counts();
    assertThat(spilled).isEqualTo(inMemory);
    assertThat(tight.rows()).isEqualTo(roomy.rows());
    assertMatchesModel(objects, inMemory, roomy.rows());
    Files.delete(folder);
  }

  private static void assertMatchesModel(
      List<List<String>> objects, RowCounts counts, List<String> rows) {
    List<String> all = new ArrayList<>();
    objects.forEach(all::addAll);
    Set<String> kept = new LinkedHashSet<>();
    long dropped = 0;
    for (String record : all) {
      String id = record.substring(7, record.indexOf(',') - 1);
      if (record.matches(".*\"data\":\"?-?[0-9].*") && !record.contains("1e400")) {
        kept.add(id);
      } else {
        dropped++;
      }
    }
    assertThat(counts.stored()).isEqualTo(all.size());
    assertThat(counts.dropped()).isEqualTo(dropped);
    assertThat(counts.duplicates()).isEqualTo(all.size() - dropped - kept.size());
    assertThat(rows.stream().map(row -> row.substring(0, row.indexOf('|'))))
        .containsExactlyInAnyOrderElementsOf(kept);
    assertThat(
            rows.stream().map(row -> row.split("\\|", -1)[3]).map(time -> time.replace("-", " ")))
        .isSorted();
  }
}
