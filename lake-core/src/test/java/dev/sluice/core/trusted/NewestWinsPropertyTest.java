package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.check.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Of rows with one id the one with the greatest value stays, as a simple model has it. */
class NewestWinsPropertyTest {
  private static final Arbitrary<String> KEYS =
      Arbitraries.of("", "a", "ab", "b", "bc", "c", "a\\u0000", "\\u0000a", "ä");
  private static final Arbitrary<String> VERSIONS =
      Arbitraries.of("null", "-7", "-1", "0", "1", "9007199254740992", "9007199254740993");

  /** A record: its keys and version; its number is its place among all. */
  record Revision(String a, String b, String version) {
    String json(int number) {
      return "{\"a\":\"%s\",\"b\":\"%s\",\"v\":%s,\"n\":%d}".formatted(a, b, version, number);
    }

    boolean isLaterThan(Revision other) {
      if (version.equals("null") || other.version.equals("null")) {
        return other.version.equals("null") && !version.equals("null");
      }
      return Long.parseLong(version) > Long.parseLong(other.version);
    }
  }

  @Provide
  Arbitrary<List<List<Revision>>> objects() {
    return Combinators.combine(KEYS, KEYS, VERSIONS)
        .as(Revision::new)
        .list()
        .ofMaxSize(40)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 150)
  void theGreatestStaysAndOfEqualOnesTheFirst(
      @ForAll("objects") List<List<Revision>> objects, @ForAll boolean isSpilled)
      throws IOException {
    Path folder = Files.createTempDirectory("newest-");
    Map<List<String>, Integer> kept = new LinkedHashMap<>();
    List<Revision> all = new ArrayList<>();
    TableLake lake = lake(folder);
    for (int i = 0; i < objects.size(); i++) {
      StringBuilder json = new StringBuilder();
      for (Revision revision : objects.get(i)) {
        json.append(revision.json(all.size())).append('\n');
        all.add(revision);
        kept.merge(
            List.of(revision.a, revision.b),
            all.size() - 1,
            (old, now) -> all.get(now).isLaterThan(all.get(old)) ? now : old);
      }
      lake.put(
          TableLake.KEY + i, json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    var outcome = (PartitionOutcome.Rewritten) lake.run(isSpilled ? 300 : 1 << 20);

    assertThat(lake.rows())
        .containsExactlyInAnyOrderElementsOf(kept.values().stream().map(String::valueOf).toList());
    assertThat(outcome.counts().duplicates()).isEqualTo(all.size() - kept.size());
    Files.delete(folder);
  }

  private static TableLake lake(Path folder) {
    return new TableLake(
        folder,
        TableLake.JSON,
        new TrustedTable.Rows(
            new Dedupe(List.of("a", "b"), Optional.of("v")), List.of("n"), Optional.empty()),
        Checks.NONE,
        hidden("a", FieldType.STRING),
        hidden("b", FieldType.STRING),
        hidden("v", FieldType.LONG),
        column("n", FieldType.INT, "n"));
  }

  private static Column hidden(String name, FieldType type) {
    return new Column(
        name,
        type,
        name,
        dev.sluice.core.pipeline.ColumnRule.NONE,
        type == FieldType.STRING,
        false,
        "");
  }
}
