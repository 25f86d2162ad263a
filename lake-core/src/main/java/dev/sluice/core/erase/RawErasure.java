package dev.sluice.core.erase;

import dev.sluice.core.erase.EraseProgress.Count;
import dev.sluice.core.erase.ResumedListing.Folder;
import dev.sluice.core.lake.ObjectSource;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.landing.LandingLedger;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.trusted.read.UnreadableRawException;
import java.io.IOException;
import java.util.Optional;

/** Takes records out of raw, object by object. What can't be read is named, and stays. */
final class RawErasure {
  private static final int MOST_ATTEMPTS = 5;

  private final ObjectStore store;
  private final LandingLedger landed;
  private final EraseRequest request;
  private final EraseProgress progress;

  RawErasure(
      ObjectStore store, LandingLedger landed, EraseRequest request, EraseProgress progress) {
    this.store = store;
    this.landed = landed;
    this.request = request;
    this.progress = progress;
  }

  /** All of an input; what is not in its layout too. */
  Folder folder(Input input, RawObjectErasure erasure) {
    RawKeyReader keys = new RawKeyReader(input.layout());
    return new Folder(
        input.layout().prefix() + "/",
        object ->
            !keys.read(object.key())
                || keys.period(input.layout().partition()).meets(request.period()),
        ObjectsAhead.Limits.USUAL,
        (object, source) -> erase(object, source, erasure));
  }

  private void erase(ObjectInfo listed, ObjectSource source, RawObjectErasure erasure)
      throws IOException {
    Optional<ObjectInfo> object = Optional.of(listed);
    for (int i = 0; i < MOST_ATTEMPTS && object.isPresent(); i++) {
      String problem;
      try {
        long records = erasure.erase(object.get(), source, this::deleteWhatLanded);
        if (records >= 0) {
          progress.count(Count.RAW_OBJECTS, records > 0 ? 1 : 0);
          progress.count(Count.RECORDS, records);
          return;
        }
        problem = "it is replaced all the time";
      } catch (UnreadableRawException e) {
        problem = e.getMessage();
      }
      Optional<ObjectInfo> now = store.head(listed.key());
      String etag = object.get().etag();
      boolean isSame = now.filter(is -> is.etag().equals(etag)).isPresent();
      if (isSame || i + 1 == MOST_ATTEMPTS) {
        progress.leave("raw object %s: %s".formatted(listed.key(), problem));
        return;
      }
      object = now;
    }
  }

  /** Raw has a copy, from which it would have to go too, and which has all the rest. */
  private void deleteWhatLanded(ObjectInfo raw) throws IOException {
    Optional<ObjectInfo> original = landed.original(raw.key());
    if (original.isPresent()) {
      store.delete(original.get().key());
      progress.count(Count.LANDED_FILES, 1);
    }
  }
}
