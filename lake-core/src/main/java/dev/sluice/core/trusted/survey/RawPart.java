package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.record.Period;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/** What a partition of raw, or several, come to. */
public final class RawPart {
  private final Period period;
  private final ObjectSum objects = new ObjectSum();
  private final ObjectSum unbelieved = new ObjectSum();
  private boolean hasFar;
  private long bytes;
  private Instant newest = Instant.MIN;

  /** Without objects. */
  public RawPart(Period period) {
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

  /** Adds the objects of another partition. */
  public void add(RawPart other) {
    objects.add(other.objects);
    unbelieved.add(other.unbelieved);
    hasFar |= other.hasFar;
    bytes += other.bytes;
    newest = later(newest, other.newest);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** Its time. */
  public Period period() {
    return period;
  }

  /** All its objects. */
  public ObjectSum objects() {
    return objects;
  }

  /** Objects of records that lie by arrival. */
  public ObjectSum unbelieved() {
    return unbelieved;
  }

  /** Whether there are records whose event time is too far from arrival. */
  public boolean hasFar() {
    return hasFar;
  }

  /** The size of its objects. */
  public long bytes() {
    return bytes;
  }

  /** When the last of its objects was put. */
  public Instant newest() {
    return newest;
  }

  boolean isSame(RawPart other) {
    return objects.isSame(other.objects)
        && unbelieved.isSame(other.unbelieved)
        && hasFar == other.hasFar
        && newest.equals(other.newest);
  }

  void write(DataOutput out) throws IOException {
    write(out, period.from());
    write(out, period.to());
    objects.write(out);
    unbelieved.write(out);
    out.writeBoolean(hasFar);
    out.writeLong(bytes);
    write(out, newest);
  }

  static RawPart read(DataInput in) throws IOException {
    RawPart part = new RawPart(new Period(instant(in), instant(in)));
    part.objects.read(in);
    part.unbelieved.read(in);
    part.hasFar = in.readBoolean();
    part.bytes = in.readLong();
    part.newest = instant(in);
    return part;
  }

  static void write(DataOutput out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  static Instant instant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
