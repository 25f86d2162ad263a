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
import dev.sluice.core.produce.http.RequestSession.Rest;
import dev.sluice.core.produce.http.memory.FeedMemory;
import dev.sluice.core.produce.http.memory.Novelty;
import dev.sluice.core.produce.http.secret.Redaction;
import dev.sluice.core.produce.item.ItemWriter;
import dev.sluice.core.produce.item.RecordItems;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

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
    ObjectMapper mapper = RecordItems.mapper();
    this.kept = TickProgressJson.in(store, keys.round());
    ItemWriter writer =
        source.target() instanceof Target.Stream
            ? new MaskedItems(new RecordItems(source, record.orElseThrow(), mapper), ports.mask())
            : new RawItems(source, mapper);
    Novelty novelty =
        new Novelty(source.items().onlyNew(), source.items() + "\n" + record, ports.mask()::keyed);
    this.requests = new TickRequests(source, new ItemReader(source, mapper, writer, novelty));
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
    if (!deadline.time().isBefore(nextTick(progress))) {
      return finish(held, progress, deadline, "not answered before the next tick");
    }
    return deadline.time().isBefore(progress.notBefore())
        ? Optional.empty()
        : request(held, progress, deadline);
  }

  private static TickProgress begin(Held<TickProgress> held, Instant tick) {
    return held.value().map(before -> before.next(tick)).orElseGet(() -> TickProgress.begin(tick));
  }

  private Instant nextTick(TickProgress progress) {
    return new Ticks(source.every()).after(progress.tick(), 1);
  }

  private Optional<TickOutput> request(
      Held<TickProgress> held, TickProgress progress, InvocationDeadline deadline)
      throws IOException {
    Usage withReserved = quota.reserve(progress.usage(), deadline.time(), enough());
    Optional<Held<TickProgress>> reserved = kept.save(held, progress.with(withReserved));
    if (reserved.isEmpty()) {
      return Optional.empty();
    }
    RequestSession session = session(progress, deadline);
    do {
      requests.send(progress.tick(), session);
    } while (session.comesBack());
    TickProgress used = progress.with(quota.usage());
    Optional<Rest> rest = session.rest();
    if (rest.isEmpty()) {
      session.end();
      return complete(reserved.get(), used.with(session, Instant.EPOCH));
    }
    Instant again = quota.renewed().orElse(rest.get().from());
    TickProgress now = used.with(session, again);
    if (again.isBefore(nextTick(progress))) {
      kept.save(reserved.get(), now);
      return Optional.empty();
    }
    return finish(reserved.get(), now, deadline, rest.get().reason());
  }

  private RequestSession session(TickProgress progress, InvocationDeadline deadline) {
    PatientFetch fetch = new PatientFetch(ports, quota, deadline.remaining(), redaction);
    Instant start = ports.clock().instant();
    // Whole seconds: an invocation begins a little after its time.
    Supplier<Instant> now =
        () ->
            deadline
                .time()
                .plusSeconds(Duration.between(start, ports.clock().instant()).toSeconds());
    Waits waits = new Waits(progress.memory().waits(), now, nextTick(progress));
    return new RequestSession(factory, fetch, progress, waits);
  }

  /** Requests of a tick, and some for retries. */
  private int enough() {
    int requested = source.requestsPerTick();
    return requested + Math.max(3, requested / 2);
  }

  /** What is not there yet is missed. */
  private Optional<TickOutput> finish(
      Held<TickProgress> held, TickProgress progress, InvocationDeadline deadline, String reason)
      throws IOException {
    RequestSession session = session(progress, deadline);
    session.giveUp(reason);
    requests.send(progress.tick(), session);
    return complete(held, progress.with(session, Instant.EPOCH));
  }

  private Optional<TickOutput> complete(Held<TickProgress> held, TickProgress progress)
      throws IOException {
    FeedMemory after =
        outputs.isGiven(progress)
            ? progress.memory().after(progress.traces(), source)
            : progress.memory();
    if (kept.save(held, progress.complete(after)).isEmpty()) {
      return Optional.empty();
    }
    outputs.tellMissed(progress);
    outputs.tellForgotten(progress);
    return Optional.of(outputs.of(progress));
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
