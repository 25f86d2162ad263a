package dev.sluice.local.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** What to do about reasons, found by a part of them. */
final class Remedies {
  private static final Map<String, String> MISSED = new LinkedHashMap<>();
  private static final Map<String, String> FAILED = new LinkedHashMap<>();

  static {
    MISSED.put("no answer", "check the 'url', and that the server runs and can be reached");
    MISSED.put("HTTP 404", "check the 'url': the server does not know it");
    MISSED.put("HTTP 401", "set the secret's value");
    MISSED.put("HTTP 403", "set the secret's value, or ask for less");
    MISSED.put("HTTP 429", "ask less often: a longer 'every', or a 'quota' that the server allows");
    MISSED.put("HTTP 5", "the server fails; look at its own log");
    MISSED.put("quota", "ask less often: a longer 'every', fewer requests, or a larger 'quota'");
    MISSED.put("redirects", "put the URL that the server redirects to into 'url'");
    MISSED.put("", "the producer's log has each tick");
    FAILED.put(
        "Throughput",
        "a shard takes 1,000 records and 1 MB a second, and a key's records go to one shard: raise"
            + " ShardCount, take a 'record.key' with more values, or send less at once; then"
            + " redrive (docs/OPERATIONS.md)");
    FAILED.put("time was up", FAILED.get("Throughput"));
    FAILED.put("partition key", "take a 'record.key' of 1 to 256 characters");
    FAILED.put("bytes with its key", "make the records smaller, or raise the stream's limit");
    FAILED.put("", "redrive them (docs/OPERATIONS.md)");
  }

  private Remedies() {}

  static String ofMissed(String reason) {
    return of(MISSED, reason);
  }

  static String ofFailed(String reason) {
    return of(FAILED, reason);
  }

  static String ofRejected() {
    return "correct the source, or record.schema in the pipeline's file; then redrive"
        + " (docs/OPERATIONS.md)";
  }

  private static String of(Map<String, String> remedies, String reason) {
    return remedies.entrySet().stream()
        .filter(each -> reason.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }
}
