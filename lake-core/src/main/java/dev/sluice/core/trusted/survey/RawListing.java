package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.Input;

/**
 * An input's listing while it passes: objects are added up by partition of raw, not kept. Keys that
 * end with a slash (folders, as consoles make them) are passed over.
 */
public final class RawListing {
  private final Input input;
  private final boolean isStream;
  private final RawKeyReader keys;
  private final ObjectSum.Hasher hasher = new ObjectSum.Hasher();
  private final RawIndex found = new RawIndex();
  private String prefix = "";
  private RawPart part;

  /** Of nothing yet. */
  public RawListing(Input input) {
    this.input = input;
    isStream = input.name().equals(Input.STREAM);
    keys = new RawKeyReader(input.layout());
  }

  /** Adds an object. Objects of one partition come one after the other, as listings have them. */
  public void add(ObjectInfo object) {
    if (object.key().endsWith("/")) {
      return;
    }
    if (!isInPart(object.key())) {
      if (!keys.read(object.key())) {
        found.addStray(object.key());
        return;
      }
      begin();
    }
    RecordTime time = isStream ? RecordTime.of(object.key()) : RecordTime.BELIEVED;
    part.add(object, hasher.of(object), time);
  }

  private boolean isInPart(String key) {
    return !prefix.isEmpty() && key.startsWith(prefix);
  }

  private void begin() {
    prefix = keys.rawPrefix(input.layout().partition());
    RawPart known = found.parts().get(prefix);
    part = known == null ? new RawPart(keys.period(input.layout().partition())) : known;
    found.add(prefix, part);
  }

  /** The folder with which a new partition begins at this key; empty: it is none. */
  String beginning(String key) {
    return !isInPart(key) && keys.read(key) ? keys.rawPrefix(input.layout().partition()) : "";
  }

  /** What was listed. */
  public RawIndex found() {
    return found;
  }
}
