package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.deliver.Sleeper;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpFetch;
import dev.sluice.core.produce.http.client.HttpRequest;
import dev.sluice.core.produce.http.secret.SecretStore;
import dev.sluice.core.produce.http.secret.SecretValue;
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
final class FakeApi extends Clock implements HttpFetch, SecretStore, Sleeper {
  /** Answers a request, or throws. */
  interface Answers {
    HttpAnswer to(HttpRequest request) throws IOException;
  }

  final List<String> asked = new ArrayList<>();
  final List<Long> askedAt = new ArrayList<>();
  final List<Duration> timeouts = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final List<String> forgotten = new ArrayList<>();
  final Deque<HttpAnswer> next = new ArrayDeque<>();
  Answers answers = request -> ok("{\"value\": " + asked.size() + "}");
  String secret = "s3cr&t-key";
  Duration perRequest = Duration.ofMillis(10);
  private long millis;

  HttpPorts ports() {
    return new HttpPorts(this, this, this, this, new SplittableRandom(1), log::add);
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
    millis += perRequest.toMillis();
    HttpAnswer scripted = next.poll();
    return scripted != null ? scripted : answers.to(request);
  }

  @Override
  public SecretValue value(String name) {
    return new SecretValue(name, secret);
  }

  @Override
  public void forget(String name) {
    forgotten.add(name);
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
