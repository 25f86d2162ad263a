package dev.sluice.core.produce.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.Due;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.Round;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.Ticks;
import dev.sluice.core.produce.http.RoundStore.Held;
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
public final class HttpRounds implements TickSource {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HttpSource source;
  private final HttpPorts ports;
  private final RoundStore rounds;
  private final TickAsks asks;
  private final RoundResult results;
  private final Requests requests;
  private final Redaction redaction = new Redaction();
  private final Pace pace;

  /**
   * A feed's source.
   *
   * @param record of the stream, if the items go there
   */
  public HttpRounds(
      HttpSource source,
      Optional<RecordSpec> record,
      ObjectStore store,
      FeedKeys keys,
      HttpPorts ports)
      throws IOException {
    this.source = source;
    this.ports = ports;
    ObjectMapper mapper = new ObjectMapper();
    this.rounds = new RoundStore(mapper, store, keys.round());
    ItemWriter writer =
        source.target() instanceof Target.Stream
            ? new RecordItems(source, record.orElseThrow(), mapper)
            : new RawItems(source, mapper);
    this.asks =
        new TickAsks(source, new ItemReader(mapper, source.items(), source.pages(), writer));
    this.results =
        new RoundResult(source, keys.feed(), line -> ports.log().accept(redaction.of(line)));
    this.requests = new Requests(source, ports.secrets(), redaction);
    this.pace = new Pace(source.quota().second(), ports.clock(), ports.sleeper());
  }

  @Override
  public int mostAtOnce() {
    return 1;
  }

  @Override
  public Instant next(Ticks grid, Instant done, Instant time) throws IOException {
    Instant last = grid.at(time);
    Instant next =
        rounds
            .load()
            .round()
            .map(AskedRound::tick)
            .filter(tick -> tick.isAfter(done) && tick.isBefore(last))
            .orElse(last);
    results.tellSkipped(grid.between(done, next) - 1, next);
    return next;
  }

  @Override
  public Round round(Tick tick) throws IOException {
    return round(tick, new Due(tick.time(), () -> MINUTE))
        .orElseThrow(() -> new IOException("No answers yet for " + tick.time()));
  }

  @Override
  public Optional<Round> round(Tick tick, Due due) throws IOException {
    try {
      return found(tick, due);
    } catch (IOException e) {
      throw redaction.of(e);
    } catch (RuntimeException e) {
      throw redaction.of(e);
    }
  }

  private Optional<Round> found(Tick tick, Due due) throws IOException {
    Held held = rounds.load();
    AskedRound round =
        held.round()
            .filter(found -> found.tick().equals(tick.time()))
            .orElseGet(() -> begin(held, tick.time()));
    if (round.isComplete()) {
      return Optional.of(results.of(round));
    }
    Instant nextTick = new Ticks(source.every()).after(tick.time(), 1);
    if (!due.time().isBefore(nextTick)) {
      return finish(held, round, due, "not answered before the next tick");
    }
    return due.time().isBefore(round.notBefore())
        ? Optional.empty()
        : ask(held, round, due, nextTick);
  }

  private static AskedRound begin(Held held, Instant tick) {
    return AskedRound.begin(
        tick,
        held.round().map(AskedRound::usage).orElse(Usage.NONE),
        held.round().map(AskedRound::open).orElse(Set.of()));
  }

  private Optional<Round> ask(Held held, AskedRound round, Due due, Instant nextTick)
      throws IOException {
    Usage usage = round.usage().at(due.time());
    Budget budget = new Budget(Math.min(usage.left(source.quota()), enough()));
    Optional<Held> reserved = rounds.put(held, round.with(usage.plus(budget.reserved())));
    if (reserved.isEmpty()) {
      return Optional.empty();
    }
    Asking asking =
        new Asking(
            requests, new PatientFetch(ports, pace, budget, due.remaining(), redaction), round);
    asks.run(round.tick(), asking);
    Usage used = usage.plus(budget.used());
    Instant again = again(asking, used, due.time());
    AskedRound asked = round.with(used).with(asking.open(), asking.taken(), again);
    if (!asking.isPostponed()) {
      return complete(reserved.get(), asked);
    }
    if (again.isBefore(nextTick)) {
      rounds.put(reserved.get(), asked);
      return Optional.empty();
    }
    return finish(reserved.get(), asked, due, asking.postponedBecause());
  }

  /** Requests of a tick, and some for retries. */
  private int enough() {
    int requested = source.requestsPerTick();
    return requested + Math.max(3, requested / 2);
  }

  private Instant again(Asking asking, Usage used, Instant now) {
    if (!asking.isPostponed()) {
      return Instant.EPOCH;
    }
    return used.left(source.quota()) == 0
        ? used.renewed(source.quota())
        : now.plus(asking.postponedFor());
  }

  /** Takes what is missing for missed. */
  private Optional<Round> finish(Held held, AskedRound round, Due due, String reason)
      throws IOException {
    PatientFetch none = new PatientFetch(ports, pace, new Budget(0), due.remaining(), redaction);
    Asking asking = new Asking(requests, none, round);
    asking.giveUp(reason);
    asks.run(round.tick(), asking);
    return complete(held, round.with(round.open(), asking.taken(), Instant.EPOCH));
  }

  private Optional<Round> complete(Held held, AskedRound round) throws IOException {
    if (rounds.put(held, round.complete()).isEmpty()) {
      return Optional.empty();
    }
    results.tellMissed(round);
    return Optional.of(results.of(round));
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
