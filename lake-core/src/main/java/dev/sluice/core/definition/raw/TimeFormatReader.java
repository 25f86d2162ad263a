package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.DatePattern;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TimeFormat.Form;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How times are written: one key for the way, and {@code timeZone}. */
public final class TimeFormatReader {
  private static final String ZONE = "timeZone";

  private final Reading reading;

  public TimeFormatReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads both keys.
   *
   * @return empty if neither is there, or something is wrong with them
   */
  public Optional<TimeFormat> read(YamlMap map, String key) {
    int before = reading.problems().mark();
    Optional<String> text = map.get(key).flatMap(reading.scalars()::text);
    Optional<ZoneId> zone = map.get(ZONE).flatMap(this::zone);
    Form form = text.map(Form::of).orElse(Form.USUAL);
    if (form == Form.PATTERN) {
      complaint(text.get()).ifPresent(what -> reading.problems().add(map.get(key).get(), what));
    }
    map.get(ZONE).ifPresent(at -> checkZone(at, form, key));
    String pattern = form == Form.PATTERN ? text.get() : "";
    return form == Form.USUAL
        ? Optional.empty()
        : reading.problems().unlessSince(before, () -> new TimeFormat(form, pattern, zone));
  }

  private static Optional<String> complaint(String pattern) {
    if (pattern.matches("(?i)(epoch|iso|unix).*")) {
      return Optional.of(
          "'%s' is neither one of %s nor a pattern"
              .formatted(
                  pattern,
                  Arrays.stream(Form.values())
                      .filter(form -> form != Form.USUAL && form != Form.PATTERN)
                      .map(Form::word)
                      .collect(Collectors.joining(", "))));
    }
    return DatePattern.complaint(pattern);
  }

  private void checkZone(YamlNode at, Form form, String key) {
    if (form != Form.ISO && form != Form.PATTERN) {
      reading
          .problems()
          .add(
              at,
              ("is for times written without an offset; add '%s: iso' or a pattern like"
                      + " 'dd/MM/yyyy HH:mm', or leave it out")
                  .formatted(key));
    }
  }

  private Optional<ZoneId> zone(YamlNode node) {
    Optional<String> name = reading.scalars().text(node);
    try {
      return name.map(ZoneId::of);
    } catch (DateTimeException e) {
      reading
          .problems()
          .add(
              node,
              "'%s' is not a time zone; write e.g. Europe/Berlin, UTC or +02:00"
                  .formatted(name.orElseThrow()));
      return Optional.empty();
    }
  }
}
