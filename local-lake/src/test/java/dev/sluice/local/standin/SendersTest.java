package dev.sluice.local.standin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.produce.deliver.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendersTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  private static Pipeline sample(String name) {
    return new PipelineLoader().load(PIPELINES.resolve(name + ".yaml"), Map.of());
  }

  private Pipeline pipeline(String record) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        pipeline: mine
        record: {%s schema: {id: string, device: string, timestamp: timestamp}}
        """
            .formatted(record));
    return new PipelineLoader().load(file, Map.of());
  }

  private List<Entry> put(Pipeline pipeline, String lines) throws IOException {
    Path records = Files.writeString(folder.resolve("records.ndjson"), lines);
    try (Sender sender = Senders.start(pipeline, Optional.of(records), NOON).orElseThrow()) {
      List<Entry> entries = sender.due(NOON);
      assertThat(sender.hasMore()).isFalse();
      return entries;
    }
  }

  @Test
  void devicesPutSomeRecordsTwiceAndSomeLate() throws IOException {
    List<Entry> all = new ArrayList<>();
    long given;
    try (Sender devices = Senders.start(sample("devices"), Optional.empty(), NOON).orElseThrow()) {
      for (int minute = 1; minute <= 60; minute++) {
        all.addAll(devices.due(NOON.plus(Duration.ofMinutes(minute))));
      }
      given = devices.given();
    }

    Set<String> ids = new HashSet<>();
    long late = 0;
    Instant newest = NOON;
    for (Entry entry : all) {
      JsonNode record = JSON.readTree(entry.data());
      assertThat(record.at("/device/name").asText()).isEqualTo(entry.key());
      ids.add(record.path("id").asText());
      Instant time = Instant.parse(record.path("ts").asText());
      late += time.plus(Duration.ofMinutes(5)).isBefore(newest) ? 1 : 0;
      newest = time.isAfter(newest) ? time : newest;
    }
    assertThat(given).isEqualTo(all.size()).isGreaterThan(ids.size());
    assertThat(ids).hasSize(6 * 121);
    assertThat(late).isPositive();
  }

  @Test
  void aFilesLinesAreRecordsWithTheKeyThatTheyHave() throws IOException {
    String record =
        "{\"id\": \"a\", \"device\": \"wt-1\", \"timestamp\": \"2026-06-01T12:00:00Z\"}";

    assertThat(put(pipeline(""), record + "\n\nnot json\n"))
        .extracting(Entry::key)
        .containsExactly("wt-1", "record-2");
  }

  @Test
  void bytesThatAreNotUtf8ArePutAsTheyAre() throws IOException {
    byte[] lines = "{\"id\": \"a\"}\r\n{\"device\": \"Müll\"}\nlast".getBytes(ISO_8859_1);
    Path records = Files.write(folder.resolve("latin.ndjson"), lines);

    try (Sender sender = Senders.start(pipeline(""), Optional.of(records), NOON).orElseThrow()) {
      assertThat(sender.due(NOON))
          .extracting(entry -> new String(entry.data(), ISO_8859_1))
          .containsExactly("{\"id\": \"a\"}", "{\"device\": \"Müll\"}", "last");
    }
  }

  @Test
  void aFilesLinesAreCompressedWhereRecordsAre() throws IOException {
    Entry entry = put(pipeline("compression: gzip,"), "{\"id\": \"a\"}\n").get(0);

    assertThat(new GZIPInputStream(new ByteArrayInputStream(entry.data())).readAllBytes())
        .asString()
        .isEqualTo("{\"id\": \"a\"}");
  }

  @Test
  void aPipelineThatNobodyFillsIsRefusedWithWhatToDo() throws IOException {
    assertThat(Senders.problem(pipeline(""), Optional.empty()))
        .get()
        .asString()
        .contains("others fill 'mine'", "--records FILE", "./sluice up mine");
    assertThat(Senders.problem(sample("devices"), Optional.empty())).isEmpty();
  }

  @Test
  void recordsForAPipelineWithASourceAreRefused() {
    assertThat(Senders.problem(sample("windfarm"), Optional.of(folder.resolve("x"))))
        .get()
        .asString()
        .contains("'windfarm'", "Leave the option out");
    assertThat(Senders.problem(sample("devices"), Optional.of(folder.resolve("x"))))
        .get()
        .asString()
        .contains("does not exist");
  }
}
