package dev.sluice.core.alert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the function answers to the event source mapping, and what it did.
 *
 * @param state the window's new state, a JSON object in ASCII
 * @param retryFrom the sequence number from which on records are to be sent again; empty if all are
 *     done
 * @param failure why, if something is to be sent again
 * @param counts for metrics
 */
public record AlertReply(
    String state,
    Optional<String> retryFrom,
    Optional<AlertUndeliveredException> failure,
    AlertCounts counts) {

  /** Writes the answer: {@code {"state": {…}, "batchItemFailures": […]}}. */
  public void writeTo(OutputStream answer) throws IOException {
    String failures =
        retryFrom.map(sequence -> "{\"itemIdentifier\":\"" + sequence + "\"}").orElse("");
    String json = "{\"state\":" + state + ",\"batchItemFailures\":[" + failures + "]}";
    answer.write(json.getBytes(StandardCharsets.US_ASCII));
  }
}
