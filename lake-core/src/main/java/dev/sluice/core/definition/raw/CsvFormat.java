package dev.sluice.core.definition.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.RawFormat;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How CSV is written: the keys that sources and inputs share. */
public final class CsvFormat {
  /** Those that every Java has, and a native image without 3 MB of tables for all others. */
  private static final List<Charset> CHARSETS =
      List.of(UTF_8, ISO_8859_1, US_ASCII, UTF_16, UTF_16BE, UTF_16LE);

  private final Reading reading;

  public CsvFormat(Reading reading) {
    this.reading = reading;
  }

  Optional<RawFormat> read(YamlMap map) {
    Optional<Character> separator = separator(map);
    Optional<Charset> charset = map.get("charset").map(this::charset).orElse(Optional.of(UTF_8));
    String nullText = map.get("nullText").flatMap(reading.scalars()::anyText).orElse("");
    return separator.flatMap(
        between -> charset.map(set -> new RawFormat.Csv(between, set, nullText)));
  }

  /** The character between two cells, by default a comma. */
  public Optional<Character> separator(YamlMap map) {
    String text = map.get("separator").flatMap(reading.scalars()::anyText).orElse(",");
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      reading
          .problems()
          .add(
              map.get("separator").orElseThrow(),
              "needs one character like \",\", \"|\" or \"\\t\", but is '" + text + "'");
      return Optional.empty();
    }
    return Optional.of(text.charAt(0));
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
