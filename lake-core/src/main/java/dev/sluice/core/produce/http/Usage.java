package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource.Quota;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many requests were made in an hour and a day, UTC.
 *
 * @param hour when the hour began
 * @param inHour requests since
 * @param day when the day began
 * @param inDay requests since
 */
record Usage(Instant hour, int inHour, Instant day, int inDay) {
  static final Usage NONE = new Usage(Instant.EPOCH, 0, Instant.EPOCH, 0);

  /** The same in the hour and the day of that time. */
  Usage at(Instant time) {
    Instant nowHour = time.truncatedTo(ChronoUnit.HOURS);
    Instant nowDay = time.truncatedTo(ChronoUnit.DAYS);
    return new Usage(
        nowHour, nowHour.equals(hour) ? inHour : 0, nowDay, nowDay.equals(day) ? inDay : 0);
  }

  Usage plus(int requests) {
    return new Usage(hour, inHour + requests, day, inDay + requests);
  }

  /** How many more the quota allows. */
  int left(Quota quota) {
    int ofHour = quota.hour().map(limit -> limit - inHour).orElse(Integer.MAX_VALUE);
    int ofDay = quota.day().map(limit -> limit - inDay).orElse(Integer.MAX_VALUE);
    return Math.max(0, Math.min(ofHour, ofDay));
  }

  /** When a used-up quota is filled again. */
  Instant renewed(Quota quota) {
    boolean dayUsedUp = quota.day().filter(limit -> inDay >= limit).isPresent();
    return dayUsedUp ? day.plus(1, ChronoUnit.DAYS) : hour.plus(1, ChronoUnit.HOURS);
  }
}
