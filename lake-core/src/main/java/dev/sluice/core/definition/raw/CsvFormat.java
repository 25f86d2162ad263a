package dev.sluice.core.definition.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How CSV is written: the keys that sources and inputs share. */
public final class CsvFormat {
  /** Those that every Java has, and a native image without 3 MB of tables for all others. */
  private static final List<Charset> CHARSETS =
      List.of(UTF_8, ISO_8859_1, US_ASCII, UTF_16, UTF_16BE, UTF_16LE);

  private static final String NO_QUOTE = "none";

  private final Reading reading;

  public CsvFormat(Reading reading) {
    this.reading = reading;
  }

  /** The dialect, by default that of RFC 4180 in UTF-8. */
  public Optional<CsvDialect> read(YamlMap map) {
    int before = reading.problems().mark();
    Optional<Character> separator = character(map, "separator", "like ',', '|' or '\\t'");
    Optional<Character> escape = character(map, "escape", "like '\\'");
    Optional<Character> comment = character(map, "comment", "like '#'");
    Optional<Character> quote = quote(map);
    checkDiffer(map, separator.or(() -> Optional.of(',')), quote, escape, comment);
    Charset charset = map.get("charset").flatMap(this::charset).orElse(UTF_8);
    String nullText = map.get("nullText").flatMap(reading.scalars()::anyText).orElse("");
    return reading
        .problems()
        .unlessSince(
            before,
            () -> new CsvDialect(separator.orElse(','), quote, escape, comment, charset, nullText));
  }

  private Optional<Character> character(YamlMap map, String key, String example) {
    Optional<YamlNode> node = map.get(key);
    Optional<String> text = node.flatMap(reading.scalars()::anyText);
    if (text.filter(it -> it.length() != 1 || "\r\n".contains(it)).isPresent()) {
      reading
          .problems()
          .add(
              node.orElseThrow(),
              "needs one character %s, but is %s"
                  .formatted(example, CsvHeader.shown(text.orElseThrow())));
      return Optional.empty();
    }
    return text.map(it -> it.charAt(0));
  }

  private Optional<Character> quote(YamlMap map) {
    Optional<YamlNode> node = map.get("quote");
    String text = node.flatMap(reading.scalars()::anyText).orElse("\"");
    if (!List.of("\"", "'", NO_QUOTE).contains(text)) {
      reading
          .problems()
          .add(node.orElseThrow(), "must be '\"', \"'\" or none, but is " + CsvHeader.shown(text));
      return Optional.empty();
    }
    return Optional.of(text.charAt(0)).filter(any -> !text.equals(NO_QUOTE));
  }

  @SafeVarargs
  private void checkDiffer(YamlMap map, Optional<Character>... characters) {
    List<Character> given = Stream.of(characters).flatMap(Optional::stream).toList();
    if (given.stream().distinct().count() == given.size()) {
      return;
    }
    Stream.of("comment", "escape", "separator", "quote")
        .flatMap(key -> map.get(key).stream())
        .findFirst()
        .ifPresent(
            at ->
                reading
                    .problems()
                    .add(
                        at,
                        "separator, quote, escape and comment must be different characters (a"
                            + " doubled quote in a cell stands for one without any escape)"));
  }

  private Optional<Charset> charset(YamlNode node) {
    Optional<String> name = reading.scalars().text(node);
    Optional<Charset> charset = name.flatMap(CsvFormat::known);
    if (name.isPresent() && charset.isEmpty()) {
      reading
          .problems()
          .add(
              node,
              ("CSV in '%s' can't be read, only in %s: convert the files first"
                      + " (`iconv -f %s -t utf-8`)")
                  .formatted(
                      name.orElseThrow(),
                      CHARSETS.stream()
                          .map(known -> known.name().toLowerCase(Locale.ROOT))
                          .collect(joining(", ")),
                      name.orElseThrow()));
    }
    return charset;
  }

  private static Optional<Charset> known(String name) {
    try {
      return Optional.of(Charset.forName(name)).filter(CHARSETS::contains);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
