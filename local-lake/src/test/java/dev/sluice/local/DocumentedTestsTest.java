package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that says what is kept names the tests that keep it; one that was renamed is noticed. */
class DocumentedTestsTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Pattern NAMED =
      Pattern.compile("`(\\w+(?:Test|IT|OnMoto|Contract))(?:\\.(\\w+))?`");

  @ParameterizedTest
  @ValueSource(strings = {"docs/RELIABILITY.md", "docs/INVARIANTS.md"})
  void namesTestsThatExist(String page) throws IOException {
    List<MatchResult> named =
        NAMED.matcher(Files.readString(ROOT.resolve(page))).results().toList();

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(named.stream().filter(DocumentedTestsTest::isGone).map(MatchResult::group))
        .as("tests that %s names, which aren't there", page)
        .isEmpty();
  }

  private static boolean isGone(MatchResult named) {
    Collection<Path> sources = sources(named.group(1) + ".java");
    Pattern member = Pattern.compile("\\b" + named.group(named.group(2) == null ? 1 : 2) + "\\b");
    return sources.stream().noneMatch(source -> member.matcher(text(source)).find());
  }

  private static Collection<Path> sources(String name) {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.endsWith(name) && file.toString().contains("/src/test/java/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
