package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Where the id is the content, a table takes values that are written differently for equal, and the
 * census does not: what it says is lost, or is not, is right all the same.
 */
class WrittenContentTest {
  private static final List<String> NUMBERS =
      List.of(
          "", "\"n\":null,", "\"n\":1,", "\"n\":1.0,", "\"n\":1e0,", "\"n\":10e-1,", "\"n\":2,");
  private static final List<String> TEXTS =
      List.of("\"t\":\"1\"", "\"t\":\"\"", "\"t\":null", "\"t\":\"1?\"", "\"t\":\"0?\"");

  private static StreamBalance balance(
      List<String> raw, int produced, long redeliveries, List<String> fields) {
    try {
      Path bucket = Files.createTempDirectory("written");
      try {
        Path file = bucket.resolve("raw/farm/a.json");
        Files.createDirectories(file.getParent());
        Files.write(file, raw);
        LakeCounts counts = new LakeCounts(bucket, "farm");
        StreamCensus census = counts.census(new RecordIdentity(fields, true));
        return new StreamBalance(
            produced, counts.stored() - census.copies(), census.copies(), 0, 0, 0, redeliveries);
      } finally {
        delete(bucket);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path bucket) throws IOException {
    try (Stream<Path> files = Files.walk(bucket)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String record(Random random) {
    return "{%s%s}"
        .formatted(
            NUMBERS.get(random.nextInt(NUMBERS.size())), TEXTS.get(random.nextInt(TEXTS.size())));
  }

  @Property(tries = 300)
  void equalValuesThatAreWrittenDifferentlyNeitherHideALossNorInventOne(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> fields = random.nextBoolean() ? List.of("/n", "/t") : List.of("/t");
    List<String> raw = new ArrayList<>();
    int produced = 1 + random.nextInt(12);
    int lost = 0;
    int repeated = 0;
    boolean isExact = random.nextBoolean(); // each record is delivered once, or not at all
    for (int i = 0; i < produced; i++) {
      String record = record(random);
      if (random.nextInt(6) == 0) {
        lost++;
        continue;
      }
      raw.add(record);
      if (!isExact && random.nextInt(4) == 0) {
        raw.add(record);
        repeated++;
      }
    }
    StreamBalance balance = balance(raw, produced, repeated, fields);

    assertThat(balance.holds() && lost > 0).as("%s of %s", balance, raw).isFalse();
    if (repeated == 0) {
      assertThat(balance.lost()).as("%s of %s", balance, raw).isEqualTo(lost);
      assertThat(balance.holds()).as("%s of %s", balance, raw).isEqualTo(lost == 0);
    }
  }

  @Test
  void aTextThatLooksLikeNoValueIsNotTakenForNone() throws IOException {
    StreamBalance balance =
        balance(List.of("{\"t\":\"0?\"}", "{}", "{\"t\":null}"), 3, 0, List.of("/t"));

    assertThat(balance.repeats()).isEqualTo(1);
    assertThat(balance.holds()).isTrue();
  }
}
