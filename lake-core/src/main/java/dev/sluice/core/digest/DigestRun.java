package dev.sluice.core.digest;

import dev.sluice.core.alert.ViolationLog;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.digest.DigestOutcome.Sent;
import dev.sluice.core.digest.DigestOutcome.SentBefore;
import dev.sluice.core.digest.DigestOutcome.SentByAnother;
import dev.sluice.core.digest.StreamHistory.Coverage;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends the digest of a pipeline at its scheduled times, about what arrived since the last one.
 *
 * <p>An invocation first claims the digest by a conditional write, so that of two that a schedule
 * set off for the same time one sends it. It is recorded as sent after the topic took it. A failure
 * before that gives the claim back, and the next invocation sends the digest, however long after; a
 * claim that an invocation left by dying is taken over by its own retry or by the next scheduled
 * time. Only if recording fails after the topic took the message can it be sent twice, with the
 * same fingerprint. The first digest goes back {@link #FIRST}.
 */
public final class DigestRun {
  /** The first digest's period. */
  static final Duration FIRST = Duration.ofHours(24);

  private final Pipeline pipeline;
  private final Digest digest;
  private final BoundRules rules;
  private final StreamHistory history;
  private final DigestPublisher publisher;
  private final VersionedObject<DigestState> states;

  /**
   * With all that it works with.
   *
   * @throws IllegalStateException if the pipeline has no digest
   */
  public DigestRun(
      Pipeline pipeline, StreamHistory history, DigestPublisher publisher, ObjectStore store) {
    this.pipeline = pipeline;
    this.digest =
        pipeline.stream()
            .flatMap(StreamSpec::digest)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Pipeline '%s' has no digest: add the section, or leave DigestSchedule empty"
                            .formatted(pipeline.name())));
    this.rules = BoundRules.bind(pipeline);
    this.history = history;
    this.publisher = publisher;
    this.states = DigestJson.in(store, pipeline.name());
  }

  /**
   * Sends the digest of a scheduled time, if nobody else does.
   *
   * @param upTo the scheduled time, the end of the period
   * @param invocation a name that only retries of this invocation have too
   * @param goOn whether there is still time to read the stream
   * @throws IOException if the stream, the store or the topic fails; to be tried again
   */
  public DigestOutcome run(Instant upTo, String invocation, BooleanSupplier goOn)
      throws IOException {
    Held<DigestState> held = states.load();
    DigestState state = held.value().orElse(DigestState.EMPTY);
    if (state.isSent(upTo)) {
      return new SentBefore(state.sentUpTo().orElseThrow());
    }
    Optional<DigestState.Claim> another = state.claimOfAnother(upTo, invocation);
    if (another.isPresent()) {
      return new SentByAnother(another.get().by());
    }
    Optional<Held<DigestState>> claimed = states.save(held, state.claimed(upTo, invocation));
    if (claimed.isEmpty()) {
      return new SentByAnother("it claimed the digest first");
    }
    Period period = new Period(state.sentUpTo().orElse(upTo.minus(FIRST)), upTo);
    Sent sent = sendOrRelease(period, claimed.get(), goOn);
    states.save(claimed.get(), DigestState.sent(upTo));
    return sent;
  }

  private Sent sendOrRelease(Period period, Held<DigestState> claimed, BooleanSupplier goOn)
      throws IOException {
    try {
      return send(period, goOn);
    } catch (IOException | RuntimeException e) {
      release(claimed, e);
      throw e;
    }
  }

  private void release(Held<DigestState> claimed, Exception failure) {
    try {
      states.save(claimed, claimed.value().orElseThrow().released());
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Sent send(Period period, BooleanSupplier goOn) throws IOException {
    DigestSums sums = new DigestSums(digest, pipeline.record(), EventTime.of(pipeline), period);
    ViolationLog violations = new ViolationLog(rules);
    Coverage coverage =
        history.read(
            period,
            goOn,
            batch -> {
              sums.add(batch);
              violations.read(batch, period::contains);
            });
    List<ViolationLog.Entry> alerts = violations.entries();
    publisher.publish(
        new DigestText(pipeline.name(), digest, period).message(sums, alerts, coverage));
    boolean complete = coverage.unfinished().isEmpty() && coverage.keptFrom().isEmpty();
    return new Sent(period, sums.records(), sums.groups().size(), alerts.size(), complete);
  }
}
