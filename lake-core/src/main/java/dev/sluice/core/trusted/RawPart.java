package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.record.Period;
import java.time.Instant;

/** What a partition of raw, or several, come to. */
final class RawPart {
  private final Period period;
  private final ObjectSum objects = new ObjectSum();
  private final ObjectSum unbelieved = new ObjectSum();
  private boolean hasFar;
  private long bytes;
  private Instant newest = Instant.MIN;

  RawPart(Period period) {
    this.period = period;
  }

  /** Adds an object, of whose records the time is known. */
  void add(ObjectInfo object, ObjectSum hash, RecordTime time) {
    objects.add(hash);
    if (time != RecordTime.BELIEVED) {
      unbelieved.add(hash);
    }
    hasFar |= time == RecordTime.FAR;
    bytes += object.size();
    newest = later(newest, object.modified());
  }

  void add(RawPart other) {
    objects.add(other.objects);
    unbelieved.add(other.unbelieved);
    hasFar |= other.hasFar;
    bytes += other.bytes;
    newest = later(newest, other.newest);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  Period period() {
    return period;
  }

  ObjectSum objects() {
    return objects;
  }

  /** Objects of records that lie by arrival. */
  ObjectSum unbelieved() {
    return unbelieved;
  }

  /** Whether there are records whose event time is too far from arrival. */
  boolean hasFar() {
    return hasFar;
  }

  /** As a partition of a table with that fingerprint. */
  TrustedPartition.Objects summary(String fingerprint) {
    return new TrustedPartition.Objects(objects.count(), bytes, newest, fingerprint);
  }
}
