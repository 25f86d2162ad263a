package dev.sluice.localaws.athena;

import dev.sluice.localaws.store.S3Location;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What StartQueryExecution is asked.
 *
 * @param token the client's request token; empty: none
 * @param output where results go; empty: where the workgroup says
 */
public record QueryRequest(
    String sql, String database, String workGroup, Optional<String> output, String token) {
  private static final int MAX_BYTES = 262_144;

  public QueryRequest {
    if (sql.isBlank()) {
      throw AthenaService.invalid("QueryString is missing.");
    }
    int bytes = sql.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw AthenaService.invalid(
          "QueryString has " + bytes + " bytes; at most " + MAX_BYTES + " are allowed.");
    }
    if (!token.isEmpty() && (token.length() < 32 || token.length() > 128)) {
      throw AthenaService.invalid("ClientRequestToken must have 32 to 128 characters.");
    }
    output.ifPresent(QueryRequest::checkLocation);
  }

  private static void checkLocation(String output) {
    try {
      S3Location.parse(output);
    } catch (IllegalArgumentException e) {
      throw AthenaService.invalid("outputLocation is not a valid S3 path: " + e.getMessage());
    }
  }
}
