package dev.sluice.localaws.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.http.AwsException;
import java.io.IOException;
import java.math.BigInteger;

/** Reads and checks the members that requests have in common, with AWS's error texts. */
public final class KinesisInput {
  public static final int MAX_DATA = 1 << 20;
  private static final int MAX_KEY = 256;

  private KinesisInput() {}

  /** By name or, at the end of it, by ARN. */
  static String streamName(JsonNode input) {
    String name = input.path("StreamName").asText("");
    if (name.isEmpty()) {
      String arn = input.path("StreamARN").asText("");
      name = arn.substring(arn.indexOf('/') + 1);
    }
    if (!name.matches("[a-zA-Z0-9_.-]{1,128}")) {
      throw invalid(name, "streamName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }
    if (name.matches("\\.\\.?")) {
      throw invalid(
          name, "streamName", "not be . or .. as its records are in a folder of its name");
    }
    return name;
  }

  static String text(JsonNode input, String member) {
    JsonNode value = input.path(member);
    if (!value.isTextual()) {
      throw invalid(null, lowerFirst(member), "not be null");
    }
    return value.textValue();
  }

  /** A count with a default and bounds. */
  static int count(JsonNode input, String member, int absent, int max) {
    JsonNode value = input.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    int count = value.asInt(0);
    if (count < 1 || count > max) {
      throw invalid(
          value.asText(),
          lowerFirst(member),
          count < 1
              ? "have value greater than or equal to 1"
              : "have value less than or equal to " + max);
    }
    return count;
  }

  static byte[] data(JsonNode record, String path) {
    JsonNode data = record.path("Data");
    try {
      byte[] bytes = data.isMissingNode() || data.isNull() ? null : data.binaryValue();
      if (bytes == null) {
        throw invalid(null, path + "data", "not be null");
      }
      if (bytes.length > MAX_DATA) {
        throw invalid(
            bytes.length + " bytes",
            path + "data",
            "have length less than or equal to " + MAX_DATA);
      }
      return bytes;
    } catch (IOException e) {
      throw AwsException.invalid(
          "SerializationException", "Data of " + path + " is not base64: " + e.getMessage());
    }
  }

  static String partitionKey(JsonNode record, String path) {
    String key = text(record, "PartitionKey");
    if (key.isEmpty() || key.codePointCount(0, key.length()) > MAX_KEY) {
      throw invalid(
          key,
          path + "partitionKey",
          key.isEmpty()
              ? "have length greater than or equal to 1"
              : "have length less than or equal to " + MAX_KEY);
    }
    return key;
  }

  /** Null: there is none. */
  static BigInteger explicitHash(JsonNode record) {
    String text = record.path("ExplicitHashKey").asText("");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("0|([1-9]\\d{0,38})") || new BigInteger(text).compareTo(HashRange.MAX) > 0) {
      throw AwsException.invalid(
          "InvalidArgumentException",
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified"
              + " value was "
              + text);
    }
    return new BigInteger(text);
  }

  static AwsException invalid(String value, String member, String constraint) {
    return AwsException.invalid(
        "ValidationException",
        "1 validation error detected: Value %s at '%s' failed to satisfy constraint: Member must %s"
            .formatted(value == null ? "null" : "'" + value + "'", member, constraint));
  }

  private static String lowerFirst(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }
}
