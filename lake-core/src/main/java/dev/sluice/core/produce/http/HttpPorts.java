package dev.sluice.core.produce.http;

import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.deliver.Sleeper;
import dev.sluice.core.produce.http.client.HttpFetch;
import dev.sluice.core.produce.http.secret.SecretStore;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What an HTTP source needs from outside.
 *
 * @param fetch the network
 * @param secrets where secrets are kept
 * @param clock for distances of time, not for the time of day
 * @param sleeper waits between requests
 * @param random spreads retries
 * @param log takes a line for what is missing
 * @param mask of what goes into the stream
 */
public record HttpPorts(
    HttpFetch fetch,
    SecretStore secrets,
    Clock clock,
    Sleeper sleeper,
    RandomGenerator random,
    Consumer<String> log,
    EntryMask mask) {
  /** The same for records that are masked. */
  public HttpPorts with(EntryMask other) {
    return new HttpPorts(fetch, secrets, clock, sleeper, random, log, other);
  }
}
