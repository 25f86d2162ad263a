package dev.sluice.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.Packing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way through an event beside the general parser's. */
class EventScannerPropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE =
      ",\"window\":{\"start\":\"2026-06-01T00:00:00Z\",\"end\":\"2026-06-01T00:05:00Z\"},"
          + "\"state\":{\"d/rule/wt-1\":\"1 2 3\"},\"shardId\":\"shardId-000000000001\","
          + "\"isFinalInvokeForWindow\":false}";

  private final KinesisEventReader reader = new KinesisEventReader();

  @Property(tries = 1000)
  void readsWhatTheParserReads(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] event = event(random).getBytes(StandardCharsets.UTF_8);

    assertThat(content(event)).isEqualTo(parsed(event));
  }

  @Property(tries = 3000)
  void refusesWhatTheParserRefusesInItsWords(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] event = event(random).getBytes(StandardCharsets.UTF_8);
    for (int change = random.nextInt(3); change >= 0; change--) {
      event = changed(event, random);
    }

    assertThat(content(event)).isEqualTo(parsed(event));
  }

  @Test
  void anEventAsLambdaWritesItTakesTheShortWay() {
    Random random = nothingOdd();
    List<String> records = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      records.add(record(number, Base64.getEncoder().encodeToString(bytes(random)), random));
    }
    String event = "{\"Records\":[" + String.join(",", records) + "]}";
    byte[] bytes = (event + "\0".repeat(EventBytes.MARGIN)).getBytes(StandardCharsets.US_ASCII);
    RecordColumns columns = new RecordColumns(Packing.PLAIN);

    assertThat(new EventScanner(bytes, columns).readRecords()).isTrue();
    assertThat(columns.size).isEqualTo(20);
  }

  /** The rest of the event is parsed with a brace in the place of what stood before it. */
  @ParameterizedTest
  @ValueSource(
      strings = {",}", " \"isFinalInvokeForWindow\":true}", "\"a\":1}", ",,\"a\":1}", "]}"})
  void whatStandsBehindTheRecordsIsNotMended(String end) throws IOException {
    Random random = nothingOdd();
    String data = Base64.getEncoder().encodeToString(bytes(random));
    String event = "{\"Records\":[" + record(1, data, random) + "]" + end;
    byte[] bytes = event.getBytes(StandardCharsets.US_ASCII);

    assertThat(content(bytes)).isEqualTo(parsed(bytes)).startsWith("Not a Kinesis event");
  }

  private static Random nothingOdd() {
    return new Random() {
      @Override
      public int nextInt(int bound) {
        return bound - 1;
      }
    };
  }

  private String content(byte[] event) throws IOException {
    try {
      return content(reader.read(new ByteArrayInputStream(event)));
    } catch (MalformedEventException e) {
      return e.getMessage();
    }
  }

  private String parsed(byte[] event) throws IOException {
    try {
      return content(reader.parse(EventBytes.of(new ByteArrayInputStream(event))));
    } catch (MalformedEventException e) {
      return e.getMessage();
    }
  }

  private static String content(RecordBatch batch) {
    ObjectNode all = JSON.createObjectNode().put("shard", batch.shardId());
    batch.window().ifPresent(window -> all.put("window", window.toString()));
    batch.state().ifPresent(state -> all.put("state", state));
    all.put("final", batch.isFinalInvokeForWindow()).put("early", batch.isWindowTerminatedEarly());
    for (int record = 0; record < batch.size(); record++) {
      int from = batch.offset(record);
      all.withArray("records")
          .addObject()
          .put("data", new String(batch.data(), from, batch.length(record), StandardCharsets.UTF_8))
          .put("sequence", batch.sequenceNumber(record))
          .put("sub", batch.subSequence(record))
          .put("key", batch.partitionKey(record))
          .put("arrival", batch.arrivalMillis(record))
          .put("problem", batch.undecodable(record).orElse(null));
    }
    return all.toPrettyString();
  }

  private static String event(Random random) {
    List<String> records = new ArrayList<>();
    for (int number = random.nextInt(6); number >= 0; number--) {
      records.add(record(number, data(random), random));
    }
    String space = random.nextInt(10) == 0 ? " \n" : "";
    String rest = random.nextBoolean() ? STATE : "}";
    return "{" + space + "\"Records\":[" + String.join("," + space, records) + "]" + space + rest;
  }

  private static String record(int number, String data, Random random) {
    String sequence = "4959033827149025660855969253836157109592157598913658%04d".formatted(number);
    List<String> kinesis =
        new ArrayList<>(
            List.of(
                "\"kinesisSchemaVersion\":\"1.0\"",
                "\"partitionKey\":\"" + key(random) + "\"",
                "\"sequenceNumber\":\"" + sequence + "\"",
                "\"data\":\"" + data + "\"",
                "\"approximateArrivalTimestamp\":" + time(random)));
    List<String> record =
        new ArrayList<>(
            List.of(
                "\"eventSource\":\"aws:kinesis\"",
                "\"eventID\":\"shardId-000000000001:" + sequence + "\"",
                "\"eventName\":\"aws:kinesis:record\"",
                "\"awsRegion\":\"eu-central-1\""));
    if (random.nextInt(8) == 0) {
      Collections.shuffle(kinesis, random);
      record.add("\"eventName\":\"aws:kinesis:record\"");
    }
    record.add(random.nextInt(8) == 0 ? 2 : 0, "\"kinesis\":{" + String.join(",", kinesis) + "}");
    return "{" + String.join(",", record) + "}";
  }

  private static String key(Random random) {
    List<String> odd = List.of("", "ü", "a\\\"b", "\\u0041", "a b", "~", "\u007f");
    return random.nextInt(6) == 0 ? odd.get(random.nextInt(odd.size())) : "wt-1";
  }

  private static String time(Random random) {
    List<String> odd =
        List.of("1e9", "0", "1780272000.1234", "-5", "1780272000.", "12345678901234.5", "01.5");
    return random.nextInt(8) == 0
        ? odd.get(random.nextInt(odd.size()))
        : "1780272000" + List.of("", ".9", ".98", ".987").get(random.nextInt(4));
  }

  private static String data(Random random) {
    String data = Base64.getEncoder().encodeToString(bytes(random));
    return switch (random.nextInt(12)) {
      case 0 -> data + "=";
      case 1 -> data.replace("A", "-");
      case 2 -> data.replace("/", "\\/");
      default -> data;
    };
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] changed(byte[] event, Random random) {
    String text = new String(event, StandardCharsets.ISO_8859_1);
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + random.nextInt(4));
    List<String> other = List.of("", ",", "\"", "}", "]", " ", "{", "\\", "\0", "x", "\u00fc", "1");
    Optional<String> part =
        random.nextInt(4) == 0 ? Optional.of(text.substring(at, to)) : Optional.empty();
    String between = part.map(each -> each + each).orElse(other.get(random.nextInt(other.size())));
    return (text.substring(0, at) + between + text.substring(to))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
