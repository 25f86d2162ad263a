package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.record.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where copies of a partition's records may lie in earlier partitions. The same bytes may arrive
 * twice, and be believed once and not the other time, or never and on two days: then they lie in
 * two partitions. The copy in the earlier one is kept. Times are those of partitions.
 *
 * <p>For two copies that arrive at {@code t1 <= t2 <= t1 + }{@value #HOURS}{@code h} with the event
 * time {@code e}, and lie in different partitions:
 *
 * <ul>
 *   <li>Neither is believed: the first lies at {@code t1}.
 *   <li>Only the second is believed: {@code t1 + ahead < e <= t2 + ahead}. The first lies at {@code
 *       t1}, the second at {@code e}, so {@code ahead} and those hours after it at most.
 *   <li>Only the first is believed: {@code t1 - late <= e < t2 - late}. It lies at {@code e}, the
 *       second at {@code t2}.
 * </ul>
 *
 * <p>In each case it is the first that lies in the earlier partition. So of all copies those in the
 * earliest partition are kept, and no others.
 *
 * @param unbelieved when a first copy that is not believed can have arrived, before the partition
 * @param believed which event time, before the partition, a first copy that is believed can have;
 *     empty: an event time is never too late
 */
record Neighbourhood(Period unbelieved, Optional<Period> believed) {
  /** How far apart copies arrive at most: as long as Kinesis keeps records by default. */
  private static final int HOURS = 24;

  /** Of a partition with that period. */
  static Neighbourhood of(RawLayout layout, Period partition) {
    Duration apart = Duration.ofHours(HOURS);
    Instant from = partition.from();
    return new Neighbourhood(
        new Period(from.minus(layout.ahead()).minus(apart), from),
        layout
            .late()
            .map(
                late ->
                    new Period(
                        from.minus(late).minus(apart), earlier(from, partition.to().minus(late)))));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** When the first record in it can have arrived. */
  Instant since(Duration ahead) {
    Instant arrived = believed.map(event -> event.from().minus(ahead)).orElse(unbelieved.from());
    return earlier(arrived, unbelieved.from());
  }
}
