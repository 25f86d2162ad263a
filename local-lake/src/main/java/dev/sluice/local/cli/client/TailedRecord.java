package dev.sluice.local.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A record of a stream, as it is printed. */
public record TailedRecord(
    String shard, String sequenceNumber, String partitionKey, Instant arrival, byte[] data) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public String text() {
    return new String(data, StandardCharsets.UTF_8);
  }

  /** The record's fields, if it is a JSON object. */
  public Optional<JsonNode> fields() {
    try {
      return Optional.ofNullable(JSON.readTree(data)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** For people: when it came, whose it is, what it is. */
  public String line() {
    return "%s  %s  %s".formatted(arrival, partitionKey, text().strip().replace('\n', ' '));
  }

  /** For programs: one JSON object; what is no JSON object itself comes as {@code text}. */
  public String json() {
    ObjectNode line = JSON.createObjectNode();
    line.put("arrival", arrival.toString());
    line.put("shard", shard);
    line.put("sequenceNumber", sequenceNumber);
    line.put("partitionKey", partitionKey);
    fields().ifPresentOrElse(each -> line.set("record", each), () -> line.put("text", text()));
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written", e);
    }
  }
}
