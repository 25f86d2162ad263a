package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of docs/ARCHITECTURE.md that Checkstyle can't express, over all modules. */
class SourceLimitsTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));

  @Test
  void noFileHasMoreThan200CodeLines() throws IOException {
    assertThat(sources()).hasSizeGreaterThan(50).allSatisfy(file -> atMost(file, 200));
  }

  @Test
  void noHandlerHasMoreThan60CodeLines() throws IOException {
    List<Path> handlers =
        sources().stream()
            .filter(file -> file.toString().matches(".*-fn/src/main/.*Handler\\.java"))
            .toList();
    assertThat(handlers).hasSize(4).allSatisfy(file -> atMost(file, 60));
  }

  @Test
  void noRecordHeaderHasMoreThan7Components() throws IOException {
    assertThat(MainSources.read().recordComponents)
        .hasSizeGreaterThan(300)
        .allSatisfy((found, components) -> assertThat(components).isLessThanOrEqualTo(7));
  }

  @Test
  void noChildPomHasMoreThan60Lines() throws IOException {
    assertThat(childPoms())
        .hasSizeGreaterThan(15)
        .allSatisfy(
            pom ->
                assertThat(Files.readAllLines(pom))
                    .as(
                        "%s: versions, exclusions and configuration belong in the root's",
                        ROOT.relativize(pom))
                    .hasSizeLessThanOrEqualTo(60));
  }

  private static List<Path> childPoms() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.endsWith("pom.xml") && !file.getParent().equals(ROOT))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }

  private static void atMost(Path file, int limit) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      long code = lines.map(String::strip).filter(SourceLimitsTest::isCode).count();
      assertThat(code).as("code lines of %s", ROOT.relativize(file)).isLessThanOrEqualTo(limit);
    }
  }

  private static boolean isCode(String line) {
    return !(line.isEmpty()
        || line.startsWith("//")
        || line.startsWith("*")
        || line.startsWith("/*"));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
          .toList();
    }
  }
}
