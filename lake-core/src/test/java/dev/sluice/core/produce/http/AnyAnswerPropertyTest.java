package dev.sluice.core.produce.http;

import static dev.sluice.core.produce.http.ApiFeed.NOON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.ProducerReport;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever an API answers, each request is a record, rejected, missed or without items. */
class AnyAnswerPropertyTest {
  private static final int PLACES = 4;

  @Provide
  Arbitrary<List<HttpAnswer>> answers() {
    Arbitrary<Integer> status =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(200)),
            Tuple.of(
                2,
                Arbitraries.of(
                    100, 202, 204, 206, 301, 302, 304, 308, 400, 401, 403, 404, 408, 416, 429, 500,
                    503, 599, 999)));
    return Combinators.combine(status, headers(), bodies(), Arbitraries.of(true, true, true, false))
        .as(HttpAnswer::new)
        .list()
        .ofMinSize(PLACES)
        .ofMaxSize(20);
  }

  private static Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> names =
        Arbitraries.of(
            "retry-after",
            "date",
            "location",
            "content-type",
            "content-encoding",
            "etag",
            "last-modified",
            "x-ratelimit-remaining",
            "x-ratelimit-reset");
    return Arbitraries.maps(names, headerValues()).ofMaxSize(4);
  }

  private static Arbitrary<String> headerValues() {
    return Arbitraries.of(
        "",
        "0",
        "3",
        "200",
        "-5",
        "1.5",
        "999999999",
        "999999999999999",
        "99999999999999999999",
        "Mon, 01 Jun 2026 12:00:20 GMT",
        "Fri, 31 Feb 9999 99:00:00 GMT",
        "/now?at=p1",
        "//",
        "http://[",
        "mailto:a@b",
        "http://localhost:99999/",
        "https://other.example/?a=b c",
        "application/json; charset=utf-16",
        "text/html; charset=no such",
        "text/csv;charset=\"ISO-8859-1\"",
        "gzip",
        "br",
        "W/\"a\"",
        "x".repeat(2_000));
  }

  private static Arbitrary<byte[]> bodies() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "{\"value\": 1, \"id\": 7, \"rev\": \"a\"}",
            "{\"value\": 1.10, \"id\": \"x\\ud83d\", \"note\": \"\\ud83d\"}",
            "{\"value\": \"warm\", \"id\": null}",
            "{\"value\": NaN, \"id\": 3}",
            "{\"value\": 1e999999999999, \"id\": 4}",
            "{\"value\": 1e400, \"id\": 5}",
            "{\"error\": {\"message\": \"no\\nplace\\u0000\"}}",
            "{\"id\": " + "[".repeat(1_200),
            "[",
            "]",
            ",",
            "\n",
            " ",
            "null",
            "7",
            "\uFEFF",
            "<html>",
            "a;b\n1;2\n",
            "é€😀",
            "\u0000",
            "\u0000\u0000{\u0000");
    Arbitrary<Charset> charsets = Arbitraries.of(UTF_8, UTF_8, ISO_8859_1, UTF_16LE);
    return Combinators.combine(parts.list().ofMaxSize(5), charsets)
        .as((texts, charset) -> String.join("", texts).getBytes(charset));
  }

  private static ApiFeed feed(boolean onlyNew) {
    HttpSource plain = ApiFeed.places(PLACES, Quota.NONE);
    Call call =
        new Call(
            plain.call().url(),
            Map.of(),
            plain.call().secret(),
            plain.call().timeout(),
            Quota.NONE,
            onlyNew);
    Items items =
        new Items(
            "",
            plain.items().fields(),
            plain.items().assign(),
            Optional.of(new OnlyNew("/id", Optional.of("/rev"), 3)).filter(any -> onlyNew));
    return new ApiFeed(
        new HttpSource(
            plain.every(),
            call,
            plain.each(),
            Optional.empty(),
            items,
            List.of(),
            new Target.Stream()));
  }

  @Property(tries = 200)
  void isReadOrTold(@ForAll("answers") List<HttpAnswer> answers, @ForAll boolean onlyNew)
      throws IOException {
    ApiFeed feed = feed(onlyNew);
    feed.api.answers = request -> answers.get(feed.api.asked.size() % answers.size());

    long ticks = 0;
    for (int minutes = 0; minutes <= 45; minutes += 5) {
      ProducerReport report = feed.run(NOON.plus(Duration.ofMinutes(minutes)));
      ticks += report.ticks();
      assertThat(report.failed()).isZero();
      assertThat(feed.store.keys()).noneMatch(key -> key.startsWith("failed/"));
    }

    assertThat(ticks).isGreaterThanOrEqualTo(3);
    assertThat(feed.stream.stored()).allMatch(record -> record.startsWith("{\"id\":\"p"));
    assertThat(feed.store.text("state/far/round-api.json").length()).isLessThan(100_000);
  }
}
