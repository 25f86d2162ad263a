package dev.sluice.core.alert;

import dev.sluice.core.alert.Batches.Reading;
import dev.sluice.core.event.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Lambda's event source mapping over one window of one shard, as far as alerts care: it passes the
 * state on and repeats from the reported record on. Whether it keeps the state of a partly failed
 * batch is not documented, so both ways are played.
 */
final class LambdaWindow {
  private final StreamAlerts alerts;
  private final boolean keepsStateOfFailedBatch;
  private final List<AlertCounts> counts = new ArrayList<>();
  private String state = "{}";
  private int largestState;

  LambdaWindow(StreamAlerts alerts, boolean keepsStateOfFailedBatch) {
    this.alerts = alerts;
    this.keepsStateOfFailedBatch = keepsStateOfFailedBatch;
  }

  /** Sends the readings until they are done. */
  void send(List<Reading> readings) {
    List<Reading> rest = readings;
    while (!rest.isEmpty()) {
      AlertReply reply = invoke(Batches.windowed(rest, state, false));
      if (reply.retryFrom().isEmpty() || keepsStateOfFailedBatch) {
        state = reply.state();
      }
      rest = reply.retryFrom().map(from -> readingsFrom(readings, from)).orElse(List.of());
    }
  }

  /** Ends the window; a failing invocation is repeated with the state it had. */
  void end(List<Reading> readings) {
    RecordBatch batch = Batches.windowed(readings, state, true);
    boolean done = false;
    while (!done) {
      try {
        state = invoke(batch).state();
        done = true;
      } catch (AlertUndeliveredException repeated) {
        done = false;
      }
    }
  }

  /** Of the invocations that answered. */
  List<AlertCounts> counts() {
    return counts;
  }

  String state() {
    return state;
  }

  int largestState() {
    return largestState;
  }

  private AlertReply invoke(RecordBatch batch) {
    AlertReply reply = alerts.process(batch);
    counts.add(reply.counts());
    largestState = Math.max(largestState, reply.state().length());
    return reply;
  }

  private static List<Reading> readingsFrom(List<Reading> readings, String sequenceNumber) {
    return readings.stream()
        .dropWhile(each -> !each.sequenceNumber().equals(sequenceNumber))
        .toList();
  }
}
