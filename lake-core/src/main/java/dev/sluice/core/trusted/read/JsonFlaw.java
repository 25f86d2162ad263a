package dev.sluice.core.trusted.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.core.record.JsonLimits;
import dev.sluice.core.record.Utf8Text;
import java.io.IOException;
import java.util.function.Consumer;

/** Says what is wrong with JSON, without showing it: reasons end up in logs. */
final class JsonFlaw {
  private static final String NOT_JSON = "not JSON";

  private JsonFlaw() {}

  /**
   * Takes the only value of a line.
   *
   * @param take gets whether it is a record
   * @return what is wrong with the line; empty: nothing
   */
  static String ofLine(byte[] line, JsonPass.Into into, Consumer<Boolean> take) throws IOException {
    byte[] strict = line.clone();
    Utf8Text.spoilWrong(strict, 0, strict.length, 0);
    try (JsonParser parser = into.json().createParser(strict)) {
      return ofValue(parser, into, take);
    }
  }

  private static String ofValue(JsonParser parser, JsonPass.Into into, Consumer<Boolean> take)
      throws IOException {
    try {
      if (parser.nextToken() == null) {
        return "";
      }
      boolean isRecord = into.record().read(parser, into.rows().arrival());
      if (parser.nextToken() == null) {
        take.accept(isRecord);
        return "";
      }
      return at(NOT_JSON, parser.currentTokenLocation());
    } catch (JsonProcessingException e) {
      return at(reason(e), location(e, parser));
    }
  }

  private static String at(String reason, JsonLocation place) {
    return "%s at column %d".formatted(reason, place.getColumnNr());
  }

  /** In a few words; of a limit, which one it is. */
  static String reason(JsonProcessingException cause) {
    return cause.getOriginalMessage().startsWith("Invalid UTF-8")
        ? "not UTF-8"
        : JsonLimits.problem(cause);
  }

  /** Where it is; going beyond a limit is reported without a place. */
  static JsonLocation location(JsonProcessingException cause, JsonParser parser) {
    return cause.getLocation() == null ? parser.currentLocation() : cause.getLocation();
  }
}
