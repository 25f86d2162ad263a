package dev.sluice.core.record;

import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TimeFormat.Form;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of an event time that is not read how it looks, and what to set. */
public final class UnreadTime {
  private static final int MOST_SHOWN = 40;
  private static final long LIKELY_FROM = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long LIKELY_TO = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private UnreadTime() {}

  /**
   * In words.
   *
   * @param text as it came
   */
  public static String told(RecordSpec record, String text) {
    TimeFormat format = record.timeFormat();
    String is =
        format.form() == Form.USUAL ? "is not a time" : "is not written as " + format.text();
    return "field '%s' %s: '%s'; %s"
        .formatted(record.timeField(), is, shown(text), remedy(format, text));
  }

  private static String remedy(TimeFormat format, String text) {
    if (format.form() != Form.USUAL && EventTime.parse(text) != EventTime.UNPARSABLE) {
      return "leave 'record.timeFormat' out, or send such times in one way";
    }
    return Stream.of(Form.EPOCH_US, Form.EPOCH_NS, Form.ISO)
        .filter(form -> form != format.form() || format.zone().isEmpty())
        .filter(form -> isLikely(form, text))
        .findFirst()
        .map(UnreadTime::setting)
        .orElse("set 'record.timeFormat' to its pattern, e.g. dd/MM/yyyy HH:mm:ss");
  }

  private static String setting(Form form) {
    return form == Form.ISO
        ? "set 'record.timeFormat: iso', and 'record.timeZone' to its zone, e.g. Europe/Berlin"
        : "set 'record.timeFormat: %s'".formatted(form.word());
  }

  private static boolean isLikely(Form form, String text) {
    Optional<ZoneId> zone = form == Form.ISO ? Optional.of(ZoneOffset.UTC) : Optional.empty();
    TimeFormat format = new TimeFormat(form, "", zone);
    long millis = new TimeReader(format).millis(text.toCharArray(), 0, text.length());
    return millis >= LIKELY_FROM && millis < LIKELY_TO;
  }

  /** So that nothing in it is taken for a part of the log. */
  private static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Co}\\p{Cn}\\p{Cs}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
  }
}
