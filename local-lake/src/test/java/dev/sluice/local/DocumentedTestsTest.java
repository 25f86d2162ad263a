package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/RELIABILITY.md names a test for each promise; a test that was renamed is noticed here. */
class ReliabilityDocTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT|OnMoto))`");

  @Test
  void namesTestsThatExist() throws IOException {
    Set<String> named =
        NAMED
            .matcher(Files.readString(ROOT.resolve("docs/RELIABILITY.md")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(30).isSubsetOf(tests());
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
