package dev.sluice.core.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.produce.MissedReasons.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedReasonsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void countsARequestUnderItsReasonWithTheLastExample() {
    MissedReasons reasons =
        MissedReasons.NONE
            .plus(NOON, List.of(new MissedRequest("a", "HTTP 503"), new MissedRequest("b", "dead")))
            .plus(NOON.plusSeconds(60), List.of(new MissedRequest("c", "HTTP 503")));

    assertThat(reasons.reasons())
        .extracting(Reason::text, Reason::requests, Reason::example)
        .containsExactlyInAnyOrder(tuple("HTTP 503", 2L, "c"), tuple("dead", 1L, "b"));
  }

  @Test
  void staysSmallAndLosesNoCount() {
    MissedReasons reasons = MissedReasons.NONE;
    for (int tick = 0; tick < 50; tick++) {
      reasons =
          reasons.plus(
              NOON.plusSeconds(tick), List.of(new MissedRequest("request", "reason " + tick)));
    }

    assertThat(reasons.reasons()).hasSize(8);
    assertThat(reasons.reasons().stream().mapToLong(Reason::requests).sum()).isEqualTo(50);
    assertThat(reasons.reasons())
        .extracting(Reason::text)
        .contains(MissedReasons.OTHERS)
        .containsAll(IntStream.range(43, 50).mapToObj(tick -> "reason " + tick).toList());
  }

  @Test
  void comesBackFromJsonAsItWas() throws IOException {
    MissedReasons reasons =
        MissedReasons.NONE.plus(NOON, List.of(new MissedRequest("place=\"x\"", "HTTP 500")));
    ObjectMapper mapper = new ObjectMapper();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = mapper.createGenerator(text)) {
      reasons.writeTo(json);
    }

    assertThat(MissedReasons.read(mapper.readTree(text.toString()))).isEqualTo(reasons);
  }

  @Test
  void aRequestThatWasMissedManyTimesCountsAsOften() {
    MissedReasons reasons =
        MissedReasons.NONE.plus(NOON, List.of(new MissedRequest("a", "late", 178_000_000)));

    assertThat(reasons.reasons())
        .containsExactly(new MissedReasons.Reason("late", 178_000_000, "a", NOON));
  }
}
