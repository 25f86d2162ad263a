package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Steps of a large partition that are done at once, in a lake that fails now and then. */
class LargePartitionFaultsPropertyTest {
  private static final int ENOUGH = 200;

  /** Requests fail at random, in whatever thread, before or after they were done. */
  private static final class FailingStore extends InMemoryObjectStore {
    private final Random random;
    private volatile boolean isCalm = true;

    FailingStore(Random random) {
      this.random = random;
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      strike();
      Optional<String> etag = super.put(object);
      strike();
      return etag;
    }

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      strike();
      return super.get(key);
    }

    private synchronized void strike() throws IOException {
      int fate = isCalm ? ENOUGH : random.nextInt(60);
      switch (fate) {
        case 0, 1, 2 -> throw new IOException("lost");
        case 3 -> throw new OutOfMemoryError("Java heap space");
        case 4 -> throw new IllegalStateException("of a library");
        default -> {}
      }
    }
  }

  /** What some steps gave is kept, whatever happened to those beside them. */
  @Property(tries = 100)
  void whateverFailsItComesToTheSame(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int objects,
      @ForAll @IntRange(min = 1, max = 4) int threads,
      @ForAll boolean hasVersions)
      throws IOException {
    Path folder = Files.createTempDirectory("faults-");
    Random random = new Random(seed);
    FailingStore failing = new FailingStore(new Random(seed));
    TableLake inOneGo = LargePartitionPropertyTest.lake(folder, hasVersions);
    TableLake inParts = inOneGo.in(failing);
    for (int i = 0; i < objects; i++) {
      byte[] content = LargePartitionPropertyTest.content(random);
      inOneGo.put(TableLake.KEY + i, content);
      inParts.put(TableLake.KEY + i, content);
    }
    inOneGo.run();

    makeWhileItFails(
        inParts, failing, new Workspace(folder, 1 << 20, 300, new AtOnce(threads, 1 << 20)));

    for (String key :
        List.of(
            LargePartitionPropertyTest.TABLE,
            LargePartitionPropertyTest.QUARANTINE,
            LargePartitionPropertyTest.REJECTED)) {
      assertThat(LargePartitionPropertyTest.lines(inParts, key))
          .as(key)
          .isEqualTo(LargePartitionPropertyTest.lines(inOneGo, key));
    }
    assertThat(LargePartitionPropertyTest.manifest(inParts))
        .isEqualTo(LargePartitionPropertyTest.manifest(inOneGo));
    assertThat(folder).isEmptyDirectory();
    Files.delete(folder);
  }

  private static void makeWhileItFails(TableLake lake, FailingStore store, Workspace workspace)
      throws IOException {
    PartitionOutcome outcome = null;
    for (int invocation = 0; invocation < ENOUGH; invocation++) {
      store.isCalm = false;
      outcome = lake.runInParts(RewritePolicy.BY_FINGERPRINT, workspace, () -> Long.MAX_VALUE);
      store.isCalm = true;
      if (outcome instanceof PartitionOutcome.Rewritten
          || outcome instanceof PartitionOutcome.UpToDate) {
        return;
      }
    }
    throw new AssertionError("not made in %d invocations: %s".formatted(ENOUGH, outcome));
  }
}
