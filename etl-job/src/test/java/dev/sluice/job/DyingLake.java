package dev.sluice.job;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A lake that nobody can write to any more after so many writes. */
final class DyingLake {
  private static final int NEVER = 1_000_000;

  private final AtomicInteger left = new AtomicInteger(NEVER);
  private final boolean isLastDone;

  DyingLake(boolean isLastDone) {
    this.isLastDone = isLastDone;
  }

  void dieAfter(int writes) {
    left.set(writes);
  }

  /** Whether it is done. */
  private boolean write() {
    int now = left.getAndDecrement();
    return now > 1 || now == 1 && isLastDone;
  }

  boolean isDead() {
    return left.get() <= 0;
  }

  private void dieIfDue() {
    if (isDead()) {
      throw new LinkageError("killed"); // Spark goes on after it, for the next try
    }
  }

  ParityLake lake() {
    InMemoryObjectStore store =
        new InMemoryObjectStore(Instant::now) {
          @Override
          public Optional<String> put(PutObject object) throws IOException {
            Optional<String> done = write() ? super.put(object) : Optional.empty();
            dieIfDue();
            return done;
          }

          @Override
          public void delete(String key) throws IOException {
            if (write()) {
              super.delete(key);
            }
            dieIfDue();
          }
        };
    InMemoryMetadataCatalog catalog =
        new InMemoryMetadataCatalog() {
          @Override
          public synchronized boolean swap(MetadataSwap swap) throws IOException {
            boolean isDone = write() && super.swap(swap);
            dieIfDue();
            return isDone;
          }
        };
    return new ParityLake("ice", store, catalog);
  }

  void revive() {
    left.set(NEVER);
  }
}
