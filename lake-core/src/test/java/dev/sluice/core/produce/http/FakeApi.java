package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.deliver.Sleeper;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpFetch;
import dev.sluice.core.produce.http.client.HttpRequest;
import dev.sluice.core.produce.http.secret.FakeSecretStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** An API in memory, with a clock that only requests and pauses move. */
final class FakeApi extends Clock implements HttpFetch, Sleeper {
  /** Answers a request, or throws. */
  interface Answers {
    HttpAnswer to(HttpRequest request) throws IOException;
  }

  final List<String> asked = new ArrayList<>();
  final List<Long> askedAt = new ArrayList<>();
  final List<Map<String, String>> headers = new ArrayList<>();
  final List<Duration> timeouts = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final FakeSecretStore secrets = new FakeSecretStore();
  final Deque<HttpAnswer> next = new ArrayDeque<>();
  Answers answers = request -> ok("{\"value\": " + asked.size() + "}");
  Duration perRequest = Duration.ofMillis(10);
  private long millis;

  FakeApi() {
    secrets.kept.put("far/key", "s3cr&t-key");
  }

  HttpPorts ports() {
    return new HttpPorts(
        this, secrets, this, this, new SplittableRandom(1), log::add, EntryMask.NONE);
  }

  static HttpAnswer ok(String body) {
    return status(200, body, Map.of());
  }

  static HttpAnswer status(int status, String body, Map<String, String> headers) {
    return new HttpAnswer(status, headers, body.getBytes(UTF_8), true);
  }

  static HttpAnswer status(int status) {
    return status(status, "", Map.of());
  }

  @Override
  public HttpAnswer get(HttpRequest request) throws IOException {
    asked.add(request.uri().toString());
    askedAt.add(millis);
    timeouts.add(request.timeout());
    headers.add(request.headers());
    millis += perRequest.toMillis();
    HttpAnswer scripted = next.poll();
    return scripted != null ? scripted : answers.to(request);
  }

  @Override
  public void sleep(Duration pause) {
    millis += pause.toMillis();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  @Override
  public long millis() {
    return millis;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
