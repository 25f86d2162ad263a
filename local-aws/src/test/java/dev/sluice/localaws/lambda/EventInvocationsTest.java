package dev.sluice.localaws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import dev.sluice.localaws.lambda.InvocationResult.Throttled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EventInvocationsTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final InvocationResult ERROR =
      new FunctionError("E", "no luck", bytes("{\"errorMessage\":\"no luck\"}"), "");

  @TempDir private Path directory;
  private final LakeClock clock = LakeClock.stoppedAt(START);
  private final List<Object> failures = new ArrayList<>();
  private final Timeline timeline = new Timeline(clock, Timeline.Mode.FAST, 1, failures::add);
  private final Deque<InvocationResult> script = new ArrayDeque<>();
  private final List<Long> times = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private EventInvocations events;

  @BeforeEach
  void open() {
    HostSettings settings =
        new HostSettings(
            directory,
            directory,
            directory,
            URI.create("http://127.0.0.1:1"),
            "local",
            HostSettings.Limits.USUAL);
    events = new EventInvocations((name, payload) -> next(), settings, timeline, letters::add);
  }

  @AfterEach
  void close() {
    timeline.close();
  }

  @Test
  void retriesTwiceAndThenKeepsTheEvent() throws Exception {
    script.addAll(List.of(ERROR, ERROR, ERROR));

    String id = events.submit("f", bytes("{\"time\":\"now\"}"));
    assertThat(timeline.drain(START.plus(Duration.ofDays(1)))).isTrue();

    assertThat(times).containsExactly(0L, 60L, 180L);
    assertThat(letters).extracting(DeadLetter::requestId).containsExactly(id);
    JsonNode letter =
        new ObjectMapper().readTree(directory.resolve("dead-letters/f/" + id + ".json").toFile());
    assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
    assertThat(letter.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
    assertThat(letter.at("/requestPayload/time").asText()).isEqualTo("now");
    assertThat(letter.at("/responsePayload/errorMessage").asText()).isEqualTo("no luck");
    assertThat(failures).isEmpty();
  }

  @Test
  void isDoneWithTheFirstSuccess() throws Exception {
    script.addAll(List.of(ERROR, new Success(bytes("{}"), "")));

    events.submit("f", bytes("{}"));
    timeline.drain(START.plus(Duration.ofDays(1)));

    assertThat(times).containsExactly(0L, 60L);
    assertThat(letters).isEmpty();
  }

  @Test
  void triesAThrottledEventAgainWithoutCountingIt() throws Exception {
    Throttled busy = new Throttled("busy");
    script.addAll(List.of(busy, busy, busy, busy, new Success(bytes("{}"), "")));

    events.submit("f", bytes("{}"));
    timeline.drain(START.plus(Duration.ofDays(1)));

    assertThat(times).containsExactly(0L, 1L, 3L, 7L, 15L);
    assertThat(letters).isEmpty();
  }

  private InvocationResult next() {
    times.add(Duration.between(START, clock.instant()).toSeconds());
    return script.removeFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
