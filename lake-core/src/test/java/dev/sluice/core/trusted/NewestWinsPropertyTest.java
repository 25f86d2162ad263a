package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Of the versions of a row the latest stays, as a map in memory has it, and a deletion removes it.
 */
class NewestWinsPropertyTest {
  private static final Arbitrary<String> KEYS =
      Arbitraries.of("", "a", "ab", "b", "bc", "c", "a\\u0000", "\\u0000a", "ä");
  private static final Arbitrary<String> VERSIONS =
      Arbitraries.of("null", "-7", "-1", "0", "1", "9007199254740992", "9007199254740993");

  /**
   * A record: its keys, version and whether it is a deletion; its number is its place among all.
   */
  record Revision(String a, String b, String version, boolean isDeletion) {
    /** A deletion has no value in a column that is required. */
    String json(int number) {
      return "{\"a\":\"%s\",\"b\":\"%s\",\"v\":%s,%s}"
          .formatted(a, b, version, isDeletion ? "\"op\":\"d\"" : "\"n\":" + number);
    }

    List<String> id() {
      return List.of(a, b);
    }

    int compareTo(Revision other) {
      if (version.equals("null") || other.version.equals("null")) {
        return Boolean.compare(other.version.equals("null"), version.equals("null"));
      }
      return Long.compare(Long.parseLong(version), Long.parseLong(other.version));
    }
  }

  @Provide
  Arbitrary<List<List<Revision>>> objects() {
    return Combinators.combine(KEYS, KEYS, VERSIONS, Arbitraries.of(true, false, false))
        .as(Revision::new)
        .list()
        .ofMaxSize(40)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 150)
  void theGreatestStaysAndOfEqualOnesTheLast(
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
            revision.id(),
            all.size() - 1,
            (old, now) -> all.get(now).compareTo(all.get(old)) >= 0 ? now : old);
      }
      lake.put(TableLake.KEY + i, json.toString().getBytes(UTF_8));
    }

    RowCounts counts = ((PartitionOutcome.Rewritten) lake.run(memory(isSpilled))).counts();

    assertThat(lake.rows())
        .containsExactlyInAnyOrderElementsOf(
            kept.values().stream()
                .filter(number -> !all.get(number).isDeletion)
                .map(String::valueOf)
                .toList());
    RowCounts.Versions versions = versions(all, kept);
    assertThat(counts.versions()).isEqualTo(versions);
    assertThat(counts.duplicates()).isEqualTo(all.size() - kept.size() - versions.replaced());
    Files.delete(folder);
  }

  private static RowCounts.Versions versions(List<Revision> all, Map<List<String>, Integer> kept) {
    return new RowCounts.Versions(
        all.stream().filter(each -> each.compareTo(all.get(kept.get(each.id()))) < 0).count(),
        kept.values().stream().filter(number -> all.get(number).isDeletion).count());
  }

  /** Less than the rows take, if they are to be spilled. */
  private static long memory(boolean isSpilled) {
    return isSpilled ? 300 : 1 << 20;
  }

  /**
   * Changes are made to a map, and sent each at least once, or never, in any order, late and
   * doubled. What those that arrived come to is the table.
   */
  @Property(tries = 150)
  void changesInAnyOrderComeToTheSameTableAsAMap(
      @ForAll @IntRange(min = 1, max = 60) int changes,
      @ForAll boolean isSpilled,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Map<List<String>, String> map = new TreeMap<>(Comparator.comparing(String::valueOf));
    List<String> sent = sent(changes, random, map);
    Path folder = Files.createTempDirectory("newest-");
    TableLake lake = lake(folder);
    lake.put(TableLake.KEY, new byte[0]);
    for (int i = 0; i < sent.size(); i++) {
      // A folder of another day, as the event time of a version may be.
      String key = "raw/things/2026/6/%d/%d".formatted(1 + random.nextInt(28), i);
      lake.put(key, sent.get(i).getBytes(UTF_8));
      if (random.nextInt(10) == 0) {
        lake.run(memory(isSpilled));
      }
    }
    lake.run(memory(isSpilled));

    assertThat(lake.rows()).containsExactlyInAnyOrderElementsOf(map.values());
    Files.delete(folder);
  }

  /** What arrives of changes, and in the map what it comes to. */
  private static List<String> sent(int changes, Random random, Map<List<String>, String> map) {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      boolean isDeletion = random.nextInt(3) == 0;
      Revision change = new Revision("k" + random.nextInt(8), "", "" + i, isDeletion);
      int copies = random.nextInt(4);
      if (copies > 0) {
        map.remove(change.id());
        if (!isDeletion) {
          map.put(change.id(), String.valueOf(i));
        }
      }
      sent.addAll(Collections.nCopies(copies, change.json(i)));
    }
    Collections.shuffle(sent, random);
    return sent;
  }

  private static TableLake lake(Path folder) {
    return new TableLake(
        folder,
        TableLake.JSON,
        new TrustedTable.Rows(
            new Dedupe(
                List.of("a", "b"),
                Optional.of("v"),
                Optional.of(new Condition.Equals("op", "d")),
                false),
            List.of("n"),
            Optional.empty()),
        Checks.NONE,
        hidden("a", FieldType.STRING),
        hidden("b", FieldType.STRING),
        hidden("v", FieldType.LONG),
        hidden("op", FieldType.STRING),
        new Column("n", FieldType.INT, "n", true, ""));
  }

  private static Column hidden(String name, FieldType type) {
    boolean isKey = name.equals("a") || name.equals("b");
    return new Column(name, type, name, ColumnRule.NONE, isKey, false, "");
  }
}
