package dev.sluice.core.event;

import static dev.sluice.core.event.KinesisEventReaderTest.payload;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KplAggregateTest {
  @Property(tries = 200)
  void expandsAggregatesInPlace(@ForAll @Size(min = 1, max = 30) byte[][] payloads)
      throws IOException {
    KplAggregateBytes aggregate = new KplAggregateBytes();
    for (int i = 0; i < payloads.length; i++) {
      aggregate.partitionKey("member-" + i).hashKey("" + i);
    }
    for (int i = 0; i < payloads.length; i++) {
      aggregate.record(i, i % 2 == 0 ? -1 : i, payloads[i]);
    }

    RecordBatch batch = read(aggregate.bytes());

    assertThat(batch.size()).isEqualTo(payloads.length + 2);
    for (int i = 0; i < payloads.length; i++) {
      assertThat(payload(batch, i + 1)).isEqualTo(payloads[i]);
      assertThat(batch.partitionKey(i + 1)).isEqualTo("member-" + i);
      assertThat(batch.sequenceNumber(i + 1)).isEqualTo("2");
      assertThat(batch.subSequence(i + 1)).isEqualTo(i);
      assertThat(batch.undecodable(i + 1)).isEmpty();
    }
    assertNeighboursAreThere(batch);
  }

  @Property(tries = 300)
  void damagedAggregateIsOneUndecodableRecordAndLosesNoOther(
      @ForAll @IntRange(min = 4, max = 500) int at, @ForAll @IntRange(min = 1, max = 255) int flip)
      throws IOException {
    byte[] aggregate = sample().bytes();
    aggregate[4 + at % (aggregate.length - 4)] ^= (byte) flip;

    assertIsOneUndecodableRecord(aggregate);
  }

  @Property(tries = 300)
  void truncatedAggregateIsOneUndecodableRecordAndLosesNoOther(
      @ForAll @IntRange(min = 4, max = 500) int length) throws IOException {
    byte[] whole = sample().bytes();

    assertIsOneUndecodableRecord(Arrays.copyOf(whole, 4 + length % (whole.length - 4)));
  }

  @Test
  void refusesIndexesOutsideTheKeyTables() throws IOException {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);

    assertThat(problem(new KplAggregateBytes().partitionKey("a").record(1, -1, json)))
        .isEqualTo("broken KPL aggregate: partition key 1 is not in its table");
    assertThat(problem(new KplAggregateBytes().partitionKey("a").record(0, 0, json)))
        .isEqualTo("broken KPL aggregate: hash key 0 is not in its table");
    assertThat(problem(new KplAggregateBytes().partitionKey("a")))
        .isEqualTo("broken KPL aggregate: it holds no records");
  }

  @Test
  void takesKeysAfterTheRecordsThatNameThem() throws IOException {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);

    RecordBatch batch =
        read(new KplAggregateBytes().record(0, -1, json).partitionKey("late").bytes());

    assertThat(batch.partitionKey(1)).isEqualTo("late");
  }

  private static KplAggregateBytes sample() {
    KplAggregateBytes aggregate = new KplAggregateBytes().partitionKey("a").partitionKey("b");
    for (int i = 0; i < 5; i++) {
      aggregate.record(i % 2, -1, ("{\"id\":\"" + i + "\"}").getBytes(StandardCharsets.UTF_8));
    }
    return aggregate;
  }

  private static String problem(KplAggregateBytes aggregate) throws IOException {
    return read(aggregate.bytes()).undecodable(1).orElseThrow();
  }

  private static void assertIsOneUndecodableRecord(byte[] aggregate) throws IOException {
    RecordBatch batch = read(aggregate);
    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.undecodable(1)).isPresent();
    assertThat(payload(batch, 1)).isEqualTo(aggregate);
    assertNeighboursAreThere(batch);
  }

  private static void assertNeighboursAreThere(RecordBatch batch) {
    int last = batch.size() - 1;
    assertThat(payload(batch, 0)).asString(StandardCharsets.UTF_8).isEqualTo("{\"n\":1}");
    assertThat(payload(batch, last)).asString(StandardCharsets.UTF_8).isEqualTo("{\"n\":3}");
  }

  private static RecordBatch read(byte[] second) throws IOException {
    byte[] event =
        new KinesisEventJson("shardId-000000000000")
            .add("1", "{\"n\":1}", 1000)
            .add("2", "outer", second, 2000)
            .add("3", "{\"n\":3}", 3000)
            .bytes();
    return new KinesisEventReader().read(new ByteArrayInputStream(event));
  }
}
