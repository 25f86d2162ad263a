package dev.sluice.core.pipeline;

import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/** How CSV is written: the keys that sources and inputs share. */
final class CsvFormat {
  private final Reading reading;

  CsvFormat(Reading reading) {
    this.reading = reading;
  }

  Optional<RawFormat> read(YamlMap map) {
    Optional<Character> separator = separator(map);
    Optional<Charset> charset =
        map.get("charset").map(this::charset).orElse(Optional.of(StandardCharsets.UTF_8));
    String nullText = map.get("nullText").flatMap(reading.scalars()::anyText).orElse("");
    return separator.flatMap(
        between -> charset.map(set -> new RawFormat.Csv(between, set, nullText)));
  }

  /** The character between two cells, by default a comma. */
  Optional<Character> separator(YamlMap map) {
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
    try {
      return name.map(Charset::forName);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      reading
          .problems()
          .add(
              node,
              "no charset is named '%s'; known are e.g. utf-8, iso-8859-1, windows-1252, utf-16"
                  .formatted(name.orElseThrow()));
      return Optional.empty();
    }
  }
}
