package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is done to a pipeline file, it loads or is reported; nothing else escapes. */
class MutatedPipelineTest {
  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "[]",
          "{}",
          "[[]]",
          "{a: {}}",
          "1e999",
          "-1",
          "99999999999999999999",
          "true",
          "'%'",
          "\"\\0\"",
          "\"%n%d\"",
          "\"\\uD800\"",
          "*x",
          "&x y",
          "!!int z",
          "|\n  text",
          "${",
          "${A}",
          "${A:${B}}",
          "0s",
          "999999999d",
          "/etc/passwd",
          "..",
          "\"\\0.sql\"",
          "? x",
          "<<: y",
          "9".repeat(400));

  private static final Map<String, PipelineFile> FILES = new HashMap<>();
  private static final Map<String, String> ORIGINALS = new HashMap<>();
  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("mutated");
    for (String name : List.of("windfarm", "seattle")) {
      PipelineFile file = PipelineFile.copy(name, folder);
      FILES.put(name, file);
      ORIGINALS.put(name, file.text());
    }
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 300)
  void survivesDeletedLines(
      @ForAll @From("names") String name,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 70) Integer> deleted) {
    PipelineFile file = FILES.get(name);
    List<String> lines = new ArrayList<>(ORIGINALS.get(name).lines().toList());
    deleted.forEach(line -> lines.remove(line % lines.size()));

    assertLoadsOrIsReported(file.with(String.join("\n", lines)));
  }

  @Property(tries = 700)
  void survivesReplacedCharacters(
      @ForAll @From("names") String name,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 5000) Integer> places,
      @ForAll @From("characters") char replacement) {
    PipelineFile file = FILES.get(name);
    StringBuilder text = new StringBuilder(ORIGINALS.get(name));
    places.forEach(place -> text.setCharAt(place % text.length(), replacement));

    assertLoadsOrIsReported(file.with(text.toString()));
  }

  @Property(tries = 300)
  void survivesReplacedValues(
      @ForAll @From("names") String name,
      @ForAll @IntRange(max = 70) int place,
      @ForAll @From("values") String value) {
    PipelineFile file = FILES.get(name);
    List<String> lines = new ArrayList<>(ORIGINALS.get(name).lines().toList());
    int line = place % lines.size();
    lines.set(line, lines.get(line).replaceFirst(":.*", ": ") + value);

    assertLoadsOrIsReported(file.with(String.join("\n", lines)));
  }

  private static void assertLoadsOrIsReported(PipelineFile file) {
    try {
      assertThat(file.load(Map.of("SEED", "1")).name()).isNotBlank();
    } catch (InvalidPipelineException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.line() >= 1);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("windfarm", "seattle");
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.of(
        '{', '}', '[', ']', ':', '#', '&', '*', '!', '|', '>', '%', '@', '`', '"', '\'', ',', '-',
        '?', '~', '$', ' ', '\t', '\n', '\r', '\0', '\u0085', '\u2028', '\ufeff', '\\', '/', 'x',
        '0', '9', '.', 'ä');
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(VALUES);
  }
}
