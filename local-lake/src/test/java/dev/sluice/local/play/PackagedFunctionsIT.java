package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.TestEndpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Each packaged function takes the golden events of {@code sam/events}, over the Runtime API and
 * against the local lake. {@code -Dsluice.packages=native} runs the same on the native packages.
 */
@Timeout(120)
class PackagedFunctionsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EVENTS = PlayedLake.CHECKOUT.resolve("sam/events");
  @TempDir static Path directory;
  private static PlayedLake lake;
  private static LambdaClient lambda;

  @BeforeAll
  static void start() throws IOException {
    lake =
        PlayedLake.start(
            PlayPlan.of(
                PlayedLake.CHECKOUT,
                "windfarm",
                directory,
                Instant.parse("2026-06-01T00:00:00Z"),
                Duration.ofMinutes(1)));
    lake.play.warmUp();
    lambda = TestEndpoints.client(LambdaClient.builder(), lake.play.lake().endpoint());
  }

  @AfterAll
  static void stop() {
    lambda.close();
    lake.close();
  }

  @Test
  void batchWriterStoresRecordsByEventTimeAndKeepsTheBadOneWithItsReason() throws IOException {
    JsonNode answer = invoke("BatchWriterFunction", event("batch-writer-records"));
    List<String> keys = lake.keys("raw");
    invoke("BatchWriterFunction", event("batch-writer-records"));

    assertThat(answer).isEqualTo(JSON.readTree("{\"batchItemFailures\":[]}"));
    assertThat(lake.keys("raw")).isEqualTo(keys).hasSize(2);
    assertThat(lake.lines("raw"))
        .extracting(record -> record.get("id").asText())
        .containsExactly(
            "wt-01-temperature-1780271990",
            "wt-01-temperature-1780272000",
            "wt-01-temperature-1780272020");
    assertThat(lake.lines("rejected")).hasSize(1);
    assertThat(lake.lines("rejected").get(0).get("reason").asText()).contains("data");
    assertThat(lake.lines("rejected").get(0).get("payload").asText()).contains("warm");
  }

  @Test
  void consumerTellsFirstViolationsAtOnceAndTheRestInTheEnd() throws IOException {
    JsonNode first = invoke("ConsumerFunction", event("consumer-first"));
    List<String> atOnce = subjects();
    ObjectNode last = event("consumer-final");
    last.set("state", first.get("state"));
    invoke("ConsumerFunction", last);

    assertThat(first.get("batchItemFailures")).isEmpty();
    assertThat(atOnce)
        .anyMatch(subject -> subject.contains("temperature-outside-band wt-01: 36.2"))
        .anyMatch(subject -> subject.contains("powerfactor-outside-band wt-02: 0.7"));
    assertThat(subjects()).anyMatch(subject -> subject.contains("wt-01: 2 more"));
  }

  @Test
  void producerPutsWhatIsDue() throws IOException {
    JsonNode answer = invoke("ProducerFunction", event("producer-schedule"));

    assertThat(answer.get("produced").asInt()).isBetween(200, 216);
    assertThat(answer.get("failed").asInt()).isZero();
    assertThat(lake.keys("state")).contains("producer.json");
  }

  @Test
  void etlTriggerRunsAtItsSchedule() throws IOException {
    invoke("EtlTriggerFunction", event("etl-schedule"));

    assertThat(lake.keys("state")).contains("run.json");
  }

  @Test
  void etlTriggerIgnoresTheEventOfAQueryThatIsNotItsOwn() throws IOException {
    JsonNode answer = invoke("EtlTriggerFunction", event("etl-query-succeeded"));

    assertThat(answer.toString()).contains("IGNORED");
  }

  private static ObjectNode event(String name) throws IOException {
    return (ObjectNode) JSON.readTree(EVENTS.resolve(name + ".json").toFile());
  }

  private static JsonNode invoke(String function, JsonNode event) throws IOException {
    InvokeResponse response =
        lambda.invoke(
            request ->
                request
                    .functionName(lake.play.stack().function(function))
                    .payload(SdkBytes.fromUtf8String(event.toString())));
    String answer = response.payload().asUtf8String();
    assertThat(response.functionError()).as(answer).isNull();
    return JSON.readTree(answer);
  }

  private static List<String> subjects() throws IOException {
    Path outbox = directory.resolve("outbox/email");
    if (Files.notExists(outbox)) {
      return List.of();
    }
    try (Stream<Path> mails = Files.list(outbox)) {
      return mails.map(PackagedFunctionsIT::subject).sorted().toList();
    }
  }

  private static String subject(Path mail) {
    try {
      return Files.readAllLines(mail).get(1).replace("Subject: ", "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
