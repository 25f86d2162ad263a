package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.MainSources.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names and messages keep to the words that a reader knows: the field's and the glossary's. */
class WordsTest {
  private static final Pattern OLD_WORDS =
      Pattern.compile("\\bis no [a-z]|\\b(is|are) none\\b|\\bno more[.\"]|made anew|tells? of");
  private static final Pattern NAME_WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*");
  private static final Pattern WORD = Pattern.compile("[a-z0-9]+");
  private static final Pattern GLOSSARY_ENTRY = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  private static MainSources sources;

  @BeforeAll
  static void parse() throws IOException {
    sources = MainSources.read();
  }

  @Test
  void messagesCanBeReadInAHurry() {
    assertThat(sources.texts).hasSizeGreaterThan(5_000);
    assertThat(sources.texts).filteredOn(text -> OLD_WORDS.matcher(text.text()).find()).isEmpty();
  }

  @Test
  void typesAreNamedWithTheFieldsWords() throws IOException {
    Set<String> listed = words(Files.readString(MainSources.ROOT.resolve("docs/words.txt")));
    Set<String> known = new TreeSet<>(listed);
    known.addAll(words(String.join(" ", glossary())));

    Set<String> used =
        sources.publicTypes.stream().flatMap(WordsTest::words).collect(Collectors.toSet());

    assertThat(known)
        .as(
            "docs/words.txt has the words of public types; a new one is the field's or is"
                + " explained")
        .containsAll(used);
    assertThat(used).as("words that docs/words.txt lists").containsAll(listed);
  }

  @Test
  void theGlossaryStaysShort() throws IOException {
    assertThat(glossary()).hasSizeBetween(10, 30).doesNotHaveDuplicates();
  }

  private static Stream<String> words(Found type) {
    return NAME_WORD
        .matcher(type.text())
        .results()
        .map(word -> word.group().toLowerCase(Locale.ROOT));
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static List<String> glossary() throws IOException {
    String page = Files.readString(MainSources.ROOT.resolve("docs/ARCHITECTURE.md"));
    int start = page.indexOf("## Glossary");
    String section = page.substring(start, page.indexOf("\n## ", start));
    return GLOSSARY_ENTRY.matcher(section).results().map(found -> found.group(1)).toList();
  }
}
