package dev.sluice.localaws.esm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.lambda.InvocationResult;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import dev.sluice.localaws.lambda.InvocationResult.Throttled;
import java.io.IOException;
import java.util.Optional;

/** What became of a batch. */
sealed interface BatchOutcome {
  /**
   * The function answered.
   *
   * @param firstFailure the index of the first record to deliver again; the batch's size if there
   *     is none
   * @param state of the window; empty outside of windows
   */
  record Processed(int firstFailure, Optional<String> state) implements BatchOutcome {}

  /** The function failed on the whole batch. */
  record Failed(String reason) implements BatchOutcome {}

  /** The function was not invoked. */
  record NotInvoked(String reason) implements BatchOutcome {}

  static BatchOutcome of(InvocationResult result, Batch batch, MappingSettings settings) {
    if (result instanceof Throttled throttled) {
      return new NotInvoked(throttled.reason());
    }
    if (result instanceof FunctionError error) {
      return new Failed(error.type() + ": " + error.message());
    }
    try {
      return read(BatchResponse.of(((Success) result).payload()), batch, settings);
    } catch (IOException e) {
      boolean matters = settings.tumbling() || settings.onError().reportsItems();
      return matters
          ? new Failed("The response is not JSON: " + e.getMessage())
          : new Processed(batch.size(), Optional.empty());
    }
  }

  private static BatchOutcome read(BatchResponse response, Batch batch, MappingSettings settings) {
    if (settings.tumbling() && batch.ending().isEmpty() && response.state().isEmpty()) {
      return new Failed("The response has no state, which every response in a window must have");
    }
    int firstFailure = batch.size();
    if (settings.onError().reportsItems()) {
      for (JsonNode item : response.failures()) {
        // Missing, null, empty, unknown: the whole batch, as Lambda does.
        int index = batch.indexOf(item.path("itemIdentifier").asText(""));
        firstFailure = Math.min(firstFailure, Math.max(index, 0));
      }
    }
    return new Processed(firstFailure, response.state());
  }
}
