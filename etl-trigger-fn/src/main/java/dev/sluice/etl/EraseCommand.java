package dev.sluice.etl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.erase.EraseRequest;
import dev.sluice.core.erase.KeyErasure;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Erases all that has a value in a column: {@code {"erase": {"column": ..., "value": ...}}}, with
 * {@code "from"} and {@code "to"} if only raw of that time is to be looked through, and {@code
 * "overwriteForeign": true} if rows that others put into these tables go too. The answer is how far
 * it is; until its {@code state} is ERASED or NOT_ERASED, the same is to be sent again. Nothing of
 * it is logged.
 */
public final class EraseCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "erase";

  private final KeyErasure erasure;

  public EraseCommand(KeyErasure erasure) {
    this.erasure = erasure;
  }

  /** The answer; empty: the event is not this one. */
  public Optional<String> answer(byte[] event, KeyErasure.Invocation invocation)
      throws IOException {
    JsonNode asked = read(event).path(NAME);
    if (!asked.isObject()) {
      return Optional.empty();
    }
    try {
      return Optional.of(erasure.goOn(request(asked), invocation).json().toString());
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.of(JSON.createObjectNode().put("problem", e.getMessage()).toString());
    }
  }

  private static JsonNode read(byte[] event) throws IOException {
    try {
      return JSON.readTree(event);
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // whoever reads it as an event of runs says what is wrong
    }
  }

  private static EraseRequest request(JsonNode asked) {
    return new EraseRequest(
        asked.path("column").asText(),
        asked.path("value").asText(),
        new Period(
            time(asked.path("from"), EraseRequest.ALL.from()),
            time(asked.path("to"), EraseRequest.ALL.to())),
        asked.path("overwriteForeign").asBoolean());
  }

  private static Instant time(JsonNode text, Instant otherwise) {
    return text.isMissingNode() ? otherwise : Instant.parse(text.asText());
  }
}
