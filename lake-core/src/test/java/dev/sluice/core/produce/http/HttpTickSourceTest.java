package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.produce.ProducerReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpTickSourceTest {
  private final ApiFeed feed = new ApiFeed(ApiFeed.places(3, Quota.NONE));
  private final FakeApi api = feed.api;

  private static Instant noonPlus(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private static ProducerReport report(long produced, long rejected, long missed) {
    return new ProducerReport(1, produced, 0, rejected, 0, missed, NOON);
  }

  @Test
  void makesARecordOfEachAnswer() throws IOException {
    assertThat(feed.run(NOON)).isEqualTo(report(3, 0, 0));

    assertThat(api.asked)
        .containsExactly(
            "http://localhost/now?at=p1&apikey=s3cr%26t-key",
            "http://localhost/now?at=p2&apikey=s3cr%26t-key",
            "http://localhost/now?at=p3&apikey=s3cr%26t-key");
    assertThat(feed.stream.stored())
        .first()
        .isEqualTo(
            "{\"id\":\"p1-2026-06-01T12:00:00Z\",\"time\":\"2026-06-01T12:00:00Z\","
                + "\"place\":\"p1\",\"value\":1.0}");
  }

  @Test
  void spendsTheQuotaItReservedThoughTheAnswerWasLost() throws IOException {
    feed.store.repeatsPuts = true;

    assertThat(feed.run(NOON)).isEqualTo(report(3, 0, 0));
    assertThat(feed.run(noonPlus(15)).ticks()).isEqualTo(1);
    assertThat(api.asked).hasSize(6);
  }

  @Test
  void asksOnceATick() throws IOException {
    feed.run(NOON);
    feed.run(NOON);
    feed.run(noonPlus(14));

    assertThat(api.asked).hasSize(3);
    assertThat(feed.run(noonPlus(15)).ticks()).isEqualTo(1);
    assertThat(api.asked).hasSize(6);
  }

  @Test
  void aRepeatedInvocationSendsTheSameRecords() throws IOException {
    feed.store.failOnce("state/far/producer-api.json", 2);
    try {
      feed.run(NOON);
    } catch (IOException e) {
      assertThat(feed.stream.stored()).hasSize(3);
    }
    List<String> first = List.copyOf(feed.stream.stored());

    assertThat(feed.run(NOON).produced()).isEqualTo(3);
    assertThat(api.asked).hasSize(3);
    assertThat(feed.stream.stored().subList(3, 6)).isEqualTo(first);
  }

  @Test
  void aRoundThatWasNotSentGoesBeforeTheNextTick() throws IOException {
    feed.store.failOnce("state/far/producer-api.json", 2);
    try {
      feed.run(NOON);
    } catch (IOException e) {
      assertThat(feed.stream.stored()).hasSize(3);
    }

    assertThat(feed.run(noonPlus(15)).ticks()).isEqualTo(2);
    assertThat(feed.stream.stored().subList(3, 9))
        .extracting(line -> line.substring(7, 30))
        .containsExactly(
            "p1-2026-06-01T12:00:00Z",
            "p2-2026-06-01T12:00:00Z",
            "p3-2026-06-01T12:00:00Z",
            "p1-2026-06-01T12:15:00Z",
            "p2-2026-06-01T12:15:00Z",
            "p3-2026-06-01T12:15:00Z");
  }

  @Test
  void ofSeveralTicksDueOnlyTheLastIsAskedFor() throws IOException {
    feed.run(NOON);

    assertThat(feed.run(noonPlus(60)).ticks()).isEqualTo(4);
    assertThat(api.asked).hasSize(6);
    assertThat(api.log)
        .containsExactly(
            "api: 3 ticks before 2026-06-01T13:00:00Z were not asked for in time; the API has no"
                + " past");
  }

  @Test
  void retriesAServerThatFails() throws IOException {
    api.next.addAll(List.of(status(503), status(500)));

    assertThat(feed.run(NOON)).isEqualTo(report(3, 0, 0));
    assertThat(api.asked).hasSize(5);
  }

  @Test
  void aPlaceThatFailsForGoodIsMissedAndTheOthersGoOn() throws IOException {
    api.answers =
        request -> {
          if (request.uri().getQuery().contains("p2")) {
            throw new IOException("reset at " + request.uri());
          }
          return ok("{\"value\": 1.5}");
        };

    assertThat(feed.run(NOON)).isEqualTo(report(2, 0, 1));
    assertThat(api.log)
        .singleElement()
        .asString()
        .startsWith("api: 1 requests of the tick 2026-06-01T12:00:00Z brought nothing (place=p2):")
        .contains("no answer from localhost (IOException: reset at")
        .doesNotContain("s3cr");
    assertThat(feed.store.text("state/far/producer-api.json"))
        .contains("\"missed\":1", "\"requests\":1", "\"example\":\"place=p2\"")
        .contains("no answer from localhost")
        .doesNotContain("s3cr");
  }

  @Test
  void waitsAsLongAsTheServerSays() throws IOException {
    api.next.add(status(429, "", Map.of("retry-after", "7")));

    assertThat(feed.run(NOON)).isEqualTo(report(3, 0, 0));
    assertThat(api.askedAt.get(1)).isEqualTo(7_010);
  }

  @Test
  void waitsUntilTheDateThatTheServerSays() throws IOException {
    api.next.add(
        status(
            429,
            "",
            Map.of(
                "date", "Mon, 01 Jun 2026 12:00:00 GMT",
                "retry-after", "Mon, 01 Jun 2026 12:00:20 GMT")));

    assertThat(feed.run(NOON)).isEqualTo(report(3, 0, 0));
    assertThat(api.askedAt.get(1)).isEqualTo(20_010);
  }

  @Test
  void leavesALongWaitToALaterInvocation() throws IOException {
    api.next.addAll(List.of(ok("{\"value\": 1}"), status(429, "", Map.of("retry-after", "180"))));

    assertThat(feed.run(NOON).ticks()).isZero();
    assertThat(feed.run(noonPlus(1)).ticks()).isZero();
    assertThat(api.asked).hasSize(2);
    assertThat(feed.run(noonPlus(3))).isEqualTo(report(3, 0, 0));
    assertThat(api.asked).hasSize(4);
  }

  @Test
  void doesNotWaitBeyondTheNextTick() throws IOException {
    api.next.addAll(List.of(ok("{\"value\": 1}"), status(429, "", Map.of("retry-after", "3600"))));

    assertThat(feed.run(NOON)).isEqualTo(report(1, 0, 2));
    assertThat(api.log).singleElement().asString().contains("2 requests").contains("HTTP 429");
  }

  @Test
  void goesOnInTheNextInvocationWhenTheTimeIsUp() throws IOException {
    api.perRequest = Duration.ofSeconds(4);

    assertThat(feed.run(NOON, Duration.ofSeconds(7)).ticks()).isZero();
    assertThat(api.timeouts).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(3));
    assertThat(feed.run(noonPlus(1), Duration.ofSeconds(7))).isEqualTo(report(3, 0, 0));
    assertThat(api.asked).hasSize(3);
  }
}
