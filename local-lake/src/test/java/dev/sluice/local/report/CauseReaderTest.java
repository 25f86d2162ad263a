package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CauseReaderTest {
  @TempDir private Path bucket;

  private CauseReader causes() {
    return new CauseReader(bucket, "farm");
  }

  @Test
  void saysWhyRequestsWereMissedAndWhatToDo() throws IOException {
    write(
        "state/farm/producer.json",
        """
        {"missed":26,"missedReasons":[
          {"reason":"HTTP 503","requests":1,"example":"p","tick":"2026-06-01T12:00:00Z"},
          {"reason":"no answer from localhost:9 (ConnectException: Connection refused)",
           "requests":25,"example":"request","tick":"2026-06-01T12:24:00Z"}]}
        """);

    assertThat(causes().missed())
        .extracting(Cause::count, Cause::place)
        .containsExactly(
            tuple(25L, "tick 2026-06-01T12:24:00Z"), tuple(1L, "tick 2026-06-01T12:00:00Z"));
    assertThat(causes().missed().get(0).remedy()).contains("'url'");
  }

  @Test
  void countsFailuresByReasonWhateverTheirNumbersAre() throws IOException {
    write(
        "failed/farm/1.json",
        """
        {"reason":"the time was up before it was sent","record":{"id":"a"}}
        {"reason":"Throughput: shard 1 is full","record":{"id":"b"}}
        {"reason":"Throughput: shard 2 is full","record":{"id":"c"}}
        {"reason":"Throughput: shard 2 is full","record":{"id":"in raw"}}
        """);

    assertThat(causes().failed(record -> record.path("id").asText().equals("in raw")))
        .extracting(Cause::reason, Cause::count, Cause::place)
        .containsExactly(
            tuple("Throughput: shard 1 is full", 2L, "failed/farm/1.json"),
            tuple("the time was up before it was sent", 1L, "failed/farm/1.json"));
    assertThat(causes().failed(record -> false).get(0).remedy()).contains("ShardCount");
  }

  @Test
  void countsRejectedRecordsOnceByReasonAndFilesByTheirRows() throws IOException {
    String record =
        "{\"reason\":\"'data' is not of type double:"
            + " '%s'\",\"sequenceNumber\":\"%s\",\"payload\":\"{}\"}\n";
    write(
        "rejected/farm/year=2026/a.json", record.formatted("warm", 1) + record.formatted("hot", 2));
    write("rejected/farm/year=2026/b.json", record.formatted("warm", 1));
    write("rejected/farm/landing/x.csv.reason.json", "{\"reason\":\"no header\",\"rows\":3}");
    write("rejected/farm/landing/x.csv", "1\n2\n3\n");
    write("rejected/farm/etl/readings/c.json", "{\"reason\":\"cells\",\"line\":1}\n");

    assertThat(causes().rejected())
        .extracting(Cause::reason, Cause::count, Cause::example)
        .containsExactly(
            tuple("no header", 3L, "rejected/farm/landing/x.csv"),
            tuple("'data' is not of type double: 'warm'", 2L, "{}"));
  }

  @Test
  void readsAnObjectOnceUntilItChanges() throws IOException {
    String line = "{\"reason\":\"no id\",\"sequenceNumber\":\"%d\",\"payload\":\"{}\"}\n";
    CauseReader reader = causes();
    write("rejected/farm/a.json", line.formatted(1));
    write("failed/farm/a.json", "{\"reason\":\"late\",\"record\":{\"id\":\"a\"}}\n");
    assertThat(reader.rejected()).extracting(Cause::count).containsExactly(1L);
    assertThat(reader.failed()).extracting(Cause::count).containsExactly(1L);

    for (String layer : new String[] {"rejected", "failed"}) {
      Path object = bucket.resolve(layer + "/farm/a.json");
      FileTime time = Files.getLastModifiedTime(object);
      Files.writeString(object, " ".repeat((int) Files.size(object)));
      Files.setLastModifiedTime(object, time); // looks as before, but can't be read
    }
    write("rejected/farm/b.json", line.formatted(1) + line.formatted(2));
    assertThat(reader.rejected()).extracting(Cause::count).containsExactly(2L);
    assertThat(reader.failed()).extracting(Cause::count).containsExactly(1L);

    write("rejected/farm/b.json", line.formatted(1) + line.formatted(2) + line.formatted(3));
    assertThat(reader.rejected()).extracting(Cause::count).containsExactly(3L);
  }

  @Test
  void remembersOnlyTheLatestRecords() {
    FirstSightings sightings = new FirstSightings(2);
    Path first = Path.of("a");
    Path second = Path.of("b");
    assertThat(sightings.isFirst("1", first)).isTrue();
    assertThat(sightings.isFirst("1", second)).isFalse();
    assertThat(sightings.isFirst("1", first)).isTrue();
    sightings.isFirst("2", first);
    sightings.isFirst("3", first);
    assertThat(sightings.isFirst("1", second)).isTrue();
  }

  private void write(String key, String text) throws IOException {
    Path file = bucket.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
