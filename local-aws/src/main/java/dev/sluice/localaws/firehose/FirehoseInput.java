package dev.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.http.AwsException;
import java.io.IOException;

/** Reads and checks members of requests, with AWS's error texts. */
final class FirehoseInput {
  /** 1,000 KiB. */
  static final int MAX_DATA = 1_024_000;

  private static final String NAME = "[a-zA-Z0-9_.-]+";

  private FirehoseInput() {}

  static String name(JsonNode input) {
    String name = text(input, "DeliveryStreamName", "deliveryStreamName");
    if (name.length() > 64) {
      throw constraint(name, "deliveryStreamName", "have length less than or equal to 64");
    }
    if (!name.matches(NAME)) {
      throw constraint(name, "deliveryStreamName", "satisfy regular expression pattern: " + NAME);
    }
    if (name.matches("\\.\\.?")) {
      throw constraint(
          name, "deliveryStreamName", "not be . or .. as its records are in a folder of its name");
    }
    return name;
  }

  static String text(JsonNode input, String member, String path) {
    JsonNode value = input.path(member);
    if (!value.isTextual()) {
      throw constraint(null, path, "not be null");
    }
    return value.textValue();
  }

  static byte[] data(JsonNode record, String path) {
    JsonNode data = record.path("Data");
    byte[] bytes;
    try {
      bytes = data.isMissingNode() || data.isNull() ? null : data.binaryValue();
    } catch (IOException e) {
      throw AwsException.invalid(
          "SerializationException", path + ".data is not base64: " + e.getMessage());
    }
    if (bytes == null) {
      throw constraint(null, path + ".data", "not be null");
    }
    if (bytes.length > MAX_DATA) {
      throw constraint(
          "java.nio.HeapByteBuffer[pos=0 lim=%1$d cap=%1$d]".formatted(bytes.length),
          path + ".data",
          "have length less than or equal to " + MAX_DATA);
    }
    return bytes;
  }

  /** A number within bounds. */
  static int number(JsonNode input, String member, int absent, int min, int max) {
    JsonNode value = input.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    int number = value.asInt(Integer.MIN_VALUE);
    if (number < min || number > max) {
      throw constraint(
          value.asText(),
          Character.toLowerCase(member.charAt(0)) + member.substring(1),
          number < min
              ? "have value greater than or equal to " + min
              : "have value less than or equal to " + max);
    }
    return number;
  }

  static AwsException constraint(String value, String member, String constraint) {
    return AwsException.invalid(
        "ValidationException",
        "1 validation error detected: Value %s at '%s' failed to satisfy constraint: Member must %s"
            .formatted(value == null ? "null" : "'" + value + "'", member, constraint));
  }
}
