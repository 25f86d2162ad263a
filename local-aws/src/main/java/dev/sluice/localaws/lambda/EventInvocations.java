package dev.sluice.localaws.lambda;

import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Success;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Asynchronous ("Event") invocations on the timeline: after an error Lambda waits one minute, then
 * two, then gives the event up; a throttled one is tried again for six hours.
 *
 * <p>What is given up is written to {@code dead-letters/FUNCTION/} in the lake's directory.
 */
public final class EventInvocations {
  private static final Duration LONGEST_THROTTLING = Duration.ofHours(6);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final int ATTEMPTS = 3;

  private final BiFunction<String, byte[], InvocationResult> invoker;
  private final HostSettings settings;
  private final Timeline timeline;
  private final Consumer<DeadLetter> deadLetters;

  /**
   * No events yet.
   *
   * @param invoker invokes and waits, e.g. {@code functions::invoke}
   * @param deadLetters told of every event that is given up
   */
  public EventInvocations(
      BiFunction<String, byte[], InvocationResult> invoker,
      HostSettings settings,
      Timeline timeline,
      Consumer<DeadLetter> deadLetters) {
    this.invoker = invoker;
    this.settings = settings;
    this.timeline = timeline;
    this.deadLetters = deadLetters;
  }

  /** Takes an event to invoke the function with, soon. Returns the request's id. */
  public String submit(String function, byte[] payload) {
    Instant now = timeline.clock().instant();
    Event event = new Event(UUID.randomUUID().toString(), function, payload, now, 0, 0);
    schedule(event, now);
    return event.id();
  }

  private record Event(
      String id, String function, byte[] payload, Instant submitted, int errors, int throttles) {
    Event afterError() {
      return new Event(id, function, payload, submitted, errors + 1, throttles);
    }

    Event afterThrottling() {
      return new Event(id, function, payload, submitted, errors, throttles + 1);
    }
  }

  private void schedule(Event event, Instant at) {
    timeline.schedule(at, "event for " + event.function(), () -> run(event));
  }

  private void run(Event event) {
    InvocationResult result = invoker.apply(event.function(), event.payload());
    Instant now = timeline.clock().instant();
    if (result instanceof Success) {
      return;
    }
    if (result instanceof FunctionError error) {
      Event failed = event.afterError();
      if (failed.errors() < ATTEMPTS) {
        schedule(failed, now.plus(Duration.ofMinutes(failed.errors())));
      } else {
        giveUp(failed, "RetriesExhausted", error.payload(), now);
      }
      return;
    }
    if (now.isAfter(event.submitted().plus(LONGEST_THROTTLING))) {
      giveUp(event, "EventAgeExceeded", new byte[0], now);
    } else {
      Duration wait = Duration.ofSeconds(1L << Math.min(event.throttles(), 10));
      schedule(
          event.afterThrottling(),
          now.plus(wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF));
    }
  }

  private void giveUp(Event event, String condition, byte[] response, Instant now) {
    DeadLetter letter =
        new DeadLetter(
            event.id(),
            event.function(),
            now,
            condition,
            event.errors(),
            event.payload(),
            response);
    try {
      Path folder =
          Files.createDirectories(
              settings.directory().resolve("dead-letters").resolve(event.function()));
      Files.write(
          folder.resolve(event.id() + ".json"),
          letter.toJson(Account.LOCAL.functionArn(event.function())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the dead letter " + event.id(), e);
    } finally {
      deadLetters.accept(letter);
    }
  }
}
