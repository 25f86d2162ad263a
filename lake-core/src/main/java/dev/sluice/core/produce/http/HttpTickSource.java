package dev.sluice.core.produce.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.Ticks;
import dev.sluice.core.produce.http.QuotaLedger.Usage;
import dev.sluice.core.produce.http.secret.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An HTTP API as a source. What its answers brought is stored before it is handed out, so that a
 * repeated invocation hands out the same; so is the count of requests, which are reserved before
 * the first is made.
 *
 * <p>An API has no past: of several ticks that are due, only the last is asked for. A tick whose
 * requests can't all be made in an invocation is finished by the next ones; what is missing when
 * the next tick is due is missed.
 */
public final class HttpTickSource implements TickSource {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HttpSource source;
  private final HttpPorts ports;
  private final VersionedObject<TickProgress> kept;
  private final TickRequests requests;
  private final TickOutputs outputs;
  private final RequestFactory factory;
  private final Redaction redaction = new Redaction();
  private final QuotaLedger quota;

  /**
   * A feed's source.
   *
   * @param record of the stream, if the items go there
   */
  public HttpTickSource(
      HttpSource source,
      Optional<RecordSpec> record,
      ObjectStore store,
      FeedKeys keys,
      HttpPorts ports)
      throws IOException {
    this.source = source;
    this.ports = ports;
    ObjectMapper mapper = new ObjectMapper();
    this.kept = TickProgressJson.in(store, keys.round());
    ItemWriter writer =
        source.target() instanceof Target.Stream
            ? new RecordItems(source, record.orElseThrow(), mapper)
            : new RawItems(source, mapper);
    this.requests =
        new TickRequests(source, new ItemReader(mapper, source.items(), source.pages(), writer));
    this.outputs =
        new TickOutputs(source, keys.feed(), line -> ports.log().accept(redaction.of(line)));
    this.factory = new RequestFactory(source, ports.secrets(), redaction);
    this.quota = new QuotaLedger(source.call().quota(), ports.clock(), ports.sleeper());
  }

  @Override
  public int mostAtOnce() {
    return 1;
  }

  @Override
  public Instant next(Ticks grid, Instant done, Instant time) throws IOException {
    Instant last = grid.at(time);
    Instant next =
        kept.load()
            .value()
            .map(TickProgress::tick)
            .filter(tick -> tick.isAfter(done) && tick.isBefore(last))
            .orElse(last);
    outputs.tellSkipped(grid.between(done, next) - 1, next);
    return next;
  }

  @Override
  public TickOutput output(Tick tick) throws IOException {
    return output(tick, new InvocationDeadline(tick.time(), () -> MINUTE))
        .orElseThrow(() -> new IOException("No answers yet for " + tick.time()));
  }

  @Override
  public Optional<TickOutput> output(Tick tick, InvocationDeadline deadline) throws IOException {
    try {
      return answered(tick, deadline);
    } catch (IOException e) {
      throw redaction.of(e);
    } catch (RuntimeException e) {
      throw redaction.of(e);
    }
  }

  private Optional<TickOutput> answered(Tick tick, InvocationDeadline deadline) throws IOException {
    Held<TickProgress> held = kept.load();
    TickProgress progress =
        held.value()
            .filter(found -> found.tick().equals(tick.time()))
            .orElseGet(() -> begin(held, tick.time()));
    if (progress.isComplete()) {
      return Optional.of(outputs.of(progress));
    }
    Instant nextTick = new Ticks(source.every()).after(tick.time(), 1);
    if (!deadline.time().isBefore(nextTick)) {
      return finish(held, progress, deadline, "not answered before the next tick");
    }
    return deadline.time().isBefore(progress.notBefore())
        ? Optional.empty()
        : request(held, progress, deadline, nextTick);
  }

  private static TickProgress begin(Held<TickProgress> held, Instant tick) {
    return TickProgress.begin(
        tick,
        held.value().map(TickProgress::usage).orElse(Usage.NONE),
        held.value().map(TickProgress::open).orElse(Set.of()));
  }

  private Optional<TickOutput> request(
      Held<TickProgress> held, TickProgress progress, InvocationDeadline deadline, Instant nextTick)
      throws IOException {
    Usage withReserved = quota.reserve(progress.usage(), deadline.time(), enough());
    Optional<Held<TickProgress>> reserved = kept.save(held, progress.with(withReserved));
    if (reserved.isEmpty()) {
      return Optional.empty();
    }
    RequestSession session = session(progress, deadline);
    requests.send(progress.tick(), session);
    Instant again = session.isPostponed() ? again(session, deadline.time()) : Instant.EPOCH;
    TickProgress now = progress.with(quota.usage()).with(session.open(), session.results(), again);
    if (!session.isPostponed()) {
      return complete(reserved.get(), now);
    }
    if (again.isBefore(nextTick)) {
      kept.save(reserved.get(), now);
      return Optional.empty();
    }
    return finish(reserved.get(), now, deadline, session.postponedBecause());
  }

  private RequestSession session(TickProgress progress, InvocationDeadline deadline) {
    PatientFetch fetch = new PatientFetch(ports, quota, deadline.remaining(), redaction);
    return new RequestSession(factory, fetch, progress);
  }

  /** Requests of a tick, and some for retries. */
  private int enough() {
    int requested = source.requestsPerTick();
    return requested + Math.max(3, requested / 2);
  }

  private Instant again(RequestSession session, Instant now) {
    return quota.renewed().orElseGet(() -> now.plus(session.postponedFor()));
  }

  /** What is not there yet is missed. */
  private Optional<TickOutput> finish(
      Held<TickProgress> held, TickProgress progress, InvocationDeadline deadline, String reason)
      throws IOException {
    RequestSession session = session(progress, deadline);
    session.giveUp(reason);
    requests.send(progress.tick(), session);
    return complete(held, progress.with(progress.open(), session.results(), Instant.EPOCH));
  }

  private Optional<TickOutput> complete(Held<TickProgress> held, TickProgress progress)
      throws IOException {
    if (kept.save(held, progress.complete()).isEmpty()) {
      return Optional.empty();
    }
    outputs.tellMissed(progress);
    return Optional.of(outputs.of(progress));
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
