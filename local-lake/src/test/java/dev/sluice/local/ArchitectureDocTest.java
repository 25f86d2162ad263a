package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/ARCHITECTURE.md has each package, and the classes on a record's way are there. */
class ArchitectureDocTest {
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z0-9.]+)`");

  @ParameterizedTest
  @CsvSource({
    "lake-core, dev/sluice/core",
    "local-aws, dev/sluice/localaws",
    "local-lake, dev/sluice/local"
  })
  void hasEveryPackageOfTheModule(String module, String base) throws IOException {
    Path sources = MainSources.ROOT.resolve(module).resolve("src/main/java").resolve(base);
    Set<String> packages =
        MainSources.paths().stream()
            .filter(file -> file.startsWith(sources))
            .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(names(section("| package of `" + module + "`", "\n\n"))).isEqualTo(packages);
  }

  @Test
  void namesClassesThatExistOnARecordsWay() throws IOException {
    Set<String> classes =
        MainSources.paths().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    Set<String> named = names(section("## A record's way", "\n## "));

    named.removeIf(name -> Character.isLowerCase(name.charAt(0)));
    assertThat(named).hasSizeGreaterThan(30).isSubsetOf(classes);
  }

  private static String section(String from, String to) throws IOException {
    String page = Files.readString(MainSources.ROOT.resolve("docs/ARCHITECTURE.md"));
    int start = page.indexOf(from);
    return page.substring(start, page.indexOf(to, start));
  }

  private static Set<String> names(String section) {
    return NAME.matcher(
            section
                .replaceAll("(?m)^\\| package of .*$", "")
                .replaceAll("(?m)^\\| ([^|]*)\\|.*$", "$1"))
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
