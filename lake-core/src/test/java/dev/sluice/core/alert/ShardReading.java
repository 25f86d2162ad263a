package dev.sluice.core.alert;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A reading on its way through a shard.
 *
 * @param number its place in the shard, from 0 on
 * @param data JSON of the value; empty: the record has none
 * @param event seconds after {@link Batches#START} at which it was measured
 * @param arrival seconds after that at which it came
 */
record ShardReading(int number, String turbine, String type, String data, int event, int arrival) {
  static ShardReading of(int number, String turbine, double data, int second) {
    return new ShardReading(number, turbine, "temperature", Double.toString(data), second, second);
  }

  String sequenceNumber() {
    return Integer.toString(10_000 + number);
  }

  byte[] json() {
    String value = data.isEmpty() ? "" : ",\"data\":" + data;
    return "{\"id\":\"%d\",\"turbine\":\"%s\",\"type\":\"%s\"%s,\"timestamp\":\"%s\"}"
        .formatted(
            number,
            new String(JsonStringEncoder.getInstance().quoteAsString(turbine)),
            type,
            value,
            Batches.START.plusSeconds(event))
        .getBytes(StandardCharsets.UTF_8);
  }
}
