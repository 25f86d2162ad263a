package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static dev.sluice.core.produce.http.FakeApi.ok;
import static dev.sluice.core.produce.http.FakeApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.produce.ProducerReport;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an API refuses, and what a pipeline does not ask of it. */
class HttpRefusalsTest {
  private final ApiFeed feed = new ApiFeed(ApiFeed.places(3, Quota.NONE));
  private final FakeApi api = feed.api;

  private static Instant noonPlus(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private static ProducerReport report(long produced, long rejected, long missed) {
    return new ProducerReport(1, produced, 0, rejected, 0, missed, NOON);
  }

  @Test
  void aSecretThatIsNotAcceptedIsAskedWithOnce() throws IOException {
    api.answers = request -> status(401);

    assertThat(feed.run(NOON)).isEqualTo(report(0, 0, 3));
    assertThat(api.asked).hasSize(1);
    assertThat(api.secrets.forgotten).containsExactly("far/key");
    assertThat(api.log)
        .singleElement()
        .asString()
        .contains("HTTP 401: the secret 'far/key' is not accepted; check its value")
        .doesNotContain("s3cr");
  }

  @Test
  void doesNotFollowARedirectToAnotherServer() throws IOException {
    api.answers =
        request -> status(302, "", Map.of("location", "http://elsewhere/?q=s3cr%26t-key"));

    assertThat(feed.run(NOON)).isEqualTo(report(0, 0, 3));
    assertThat(api.asked).allMatch(url -> url.startsWith("http://localhost/"));
    assertThat(api.log)
        .singleElement()
        .asString()
        .contains(
            "HTTP 302 leads to http://elsewhere; redirects to another server are not followed")
        .doesNotContain("s3cr");
  }

  @Test
  void followsARedirectOfTheSameServer() throws IOException {
    api.answers =
        request ->
            request.uri().getPath().equals("/now")
                ? status(308, "", Map.of("location", "/v2/now?" + request.uri().getRawQuery()))
                : ok("{\"value\": 1}");

    assertThat(feed.run(NOON)).isEqualTo(report(3, 0, 0));
    assertThat(api.asked).hasSize(6).contains("http://localhost/v2/now?at=p1&apikey=s3cr%26t-key");
  }

  @Test
  void aCircleOfRedirectsEnds() throws IOException {
    api.answers = request -> status(302, "", Map.of("location", request.uri().toString()));

    feed.run(NOON);
    feed.run(noonPlus(1));
    assertThat(feed.run(noonPlus(2))).isEqualTo(report(0, 0, 3));
    assertThat(api.log).singleElement().asString().contains("more than 5 redirects");
    assertThat(api.asked).hasSize(18);
  }

  @Test
  void aRedirectCountsInTheQuota() throws IOException {
    ApiFeed few =
        new ApiFeed(
            ApiFeed.places(3, new Quota(Optional.empty(), Optional.of(4), Optional.empty())));
    few.api.answers = request -> status(302, "", Map.of("location", request.uri().toString()));

    few.run(NOON);

    assertThat(few.api.asked).hasSize(4);
  }

  @Test
  void stopsAskingAHostThatFailsAgainAndAgain() throws IOException {
    ApiFeed many = new ApiFeed(ApiFeed.places(10, Quota.NONE));
    many.api.answers = request -> status(503);

    assertThat(many.run(NOON).missed()).isEqualTo(10);
    assertThat(many.api.asked).hasSize(9);
    assertThat(many.api.log)
        .anySatisfy(
            line -> assertThat(line).contains("not asked: localhost", "last time: HTTP 503"));
    assertThat(many.run(noonPlus(15)).missed()).isEqualTo(10);
    assertThat(many.api.asked).hasSize(10);
    many.api.answers = request -> ok("{\"value\": 2}");
    assertThat(many.run(noonPlus(30)).produced()).isEqualTo(10);
  }

  @Test
  void keepsToTheQuotaOfASecond() throws IOException {
    ApiFeed many =
        new ApiFeed(
            ApiFeed.places(7, new Quota(Optional.of(3), Optional.empty(), Optional.empty())));

    many.run(NOON);

    for (int i = 3; i < 7; i++) {
      assertThat(many.api.askedAt.get(i) - many.api.askedAt.get(i - 3)).isGreaterThan(1_000);
    }
  }

  @Test
  void retriesDoNotExceedTheQuotaOfAnHour() throws IOException {
    ApiFeed few =
        new ApiFeed(
            ApiFeed.places(3, new Quota(Optional.empty(), Optional.of(13), Optional.empty())));
    few.api.answers = request -> status(503);
    for (int minutes = 0; minutes < 60; minutes += 15) {
      few.run(noonPlus(minutes));
    }
    assertThat(few.api.asked.size()).isLessThanOrEqualTo(13);

    few.api.answers = request -> ok("{\"value\": 2}");
    assertThat(few.run(noonPlus(60)).produced()).isEqualTo(3);
  }

  @Test
  void aRequestThatMayHaveBeenMadeCounts() throws IOException {
    ApiFeed few =
        new ApiFeed(
            ApiFeed.places(3, new Quota(Optional.empty(), Optional.of(6), Optional.empty())));
    few.api.answers =
        request -> {
          throw new IllegalStateException("killed");
        };
    for (int attempt = 0; attempt < 5; attempt++) {
      try {
        few.run(NOON);
      } catch (IllegalStateException e) {
        assertThat(few.api.asked.size()).isLessThanOrEqualTo(6);
      }
    }
    assertThat(few.api.asked.size()).isLessThanOrEqualTo(6);
  }

  @Test
  void rejectsWhatIsNoRecordAndCountsIt() throws IOException {
    api.next.addAll(List.of(ok("{\"value\": \"warm\"}"), ok("<html>"), ok("{\"value\": 2}")));

    assertThat(feed.run(NOON)).isEqualTo(report(1, 2, 0));
    assertThat(feed.store.text("rejected/far/source/api/20260601T120000.000Z.json").lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("place=p1").contains("\"line\":1").contains("warm"),
            line -> assertThat(line).contains("not JSON").contains("<html>"));
  }

  @Test
  void rejectsAnAnswerThatIsTooLong() throws IOException {
    api.next.add(new HttpAnswer(200, Map.of(), new byte[] {'{', '"'}, false));

    assertThat(feed.run(NOON)).isEqualTo(report(2, 1, 0));
  }
}
