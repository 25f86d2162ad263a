package dev.sluice.core.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever fails or dies, each record is told, and told once unless an answer was lost. */
class DigestRunPropertyTest {
  private static final int HOUR = 3_600;

  /** One invocation's luck: the operation that fails, and whether the invocation dies of it. */
  private static final class Luck {
    private final int failing;
    private final boolean dies;
    private int operations;
    private boolean dead;

    Luck(int failing, boolean dies) {
      this.failing = failing;
      this.dies = dies;
    }

    void operation() throws IOException {
      operations++;
      if (dead || operations == failing) {
        dead |= dies;
        throw new IOException("Operation " + operations + " failed");
      }
    }
  }

  private static final class World extends InMemoryObjectStore implements DigestPublisher {
    private final List<DigestMessage> accepted = new ArrayList<>();
    private Luck luck = new Luck(0, false);
    private boolean answerLost;

    @Override
    public synchronized Optional<StoredObject> get(String key) throws IOException {
      luck.operation();
      return super.get(key);
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      luck.operation();
      Optional<String> etag = super.put(object);
      luck.operation();
      return etag;
    }

    @Override
    public void publish(DigestMessage message) throws IOException {
      luck.operation();
      accepted.add(message);
      int before = luck.operations;
      answerLost |= luck.failing > before && luck.failing <= before + 2;
      luck.operation();
    }

    void fire(Instant upTo, String invocation, Luck of) {
      luck = of;
      try {
        FakeHistory history = new FakeHistory();
        new DigestRun(Places.pipeline(), history, this, this).run(upTo, invocation, () -> true);
      } catch (IOException expected) {
        assertThat(expected).hasMessageContaining("failed");
      }
    }
  }

  @Property(tries = 500)
  void eachMomentIsToldAndToldOnceUnlessAnAnswerWasLost(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 12) Integer> failing,
      @ForAll @Size(8) List<Boolean> deaths,
      @ForAll @Size(8) List<@IntRange(max = 2) Integer> encores) {
    World world = new World();
    Instant end = Places.EIGHT;
    for (int i = 0; i < failing.size(); i++) {
      end = end.plusSeconds(HOUR);
      world.fire(end, "fired-" + i, new Luck(failing.get(i), deaths.get(i)));
      if (encores.get(i) == 1) {
        world.fire(end, "fired-" + i, new Luck(0, false));
      } else if (encores.get(i) == 2) {
        world.fire(end, "doubled-" + i, new Luck(0, false));
      }
    }
    end = end.plusSeconds(HOUR);
    world.fire(end, "last", new Luck(0, false));
    check(world, end);
  }

  private static void check(World world, Instant end) {
    Instant told = null;
    for (DigestMessage each : world.accepted) {
      String[] words = each.body().lines().findFirst().orElseThrow().split(" ", -1);
      Instant from = Instant.parse(words[5]);
      if (told != null && !world.answerLost) {
        assertThat(from).isEqualTo(told);
      } else if (told != null) {
        assertThat(from).isBeforeOrEqualTo(told);
      }
      told = Instant.parse(words[7]);
    }
    assertThat(told).isEqualTo(end);
  }
}
