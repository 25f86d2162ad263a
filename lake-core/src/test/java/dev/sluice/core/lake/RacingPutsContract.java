package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ObjectStore} decides when two clients write one object at the same time.
 * Leases, checkpoints and table pointers rely on it.
 */
public abstract class RacingPutsContract {
  private static final int ROUNDS = 25;

  private final String prefix = "races/" + Long.toHexString(System.nanoTime()) + "/";
  private final CyclicBarrier bothReady = new CyclicBarrier(2);
  private final ExecutorService clients = Executors.newFixedThreadPool(2);
  private ObjectStore store;

  /** The store under test; called before each test, may be the same each time. */
  protected abstract ObjectStore store() throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = store();
  }

  @AfterEach
  void stopClients() {
    clients.shutdownNow();
  }

  @Test
  void oneOfTwoMakesAnObject() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      race(prefix + round, new Condition.Absent());
    }
  }

  @Test
  void oneOfTwoReplacesTheObjectThatBothRead() throws Exception {
    String key = prefix + "state";
    String etag = store.put(object(key, "first", Condition.NONE)).orElseThrow();
    for (int round = 0; round < ROUNDS; round++) {
      etag = race(key, new Condition.Matches(etag));
    }
  }

  /** The ETag of the winner, whose content must be there. */
  private String race(String key, Condition condition) throws Exception {
    String nonce = Long.toHexString(System.nanoTime());
    CompletableFuture<Optional<String>> one = put(object(key, "one " + nonce, condition));
    CompletableFuture<Optional<String>> two = put(object(key, "two " + nonce, condition));
    Optional<String> first = answer(one);
    Optional<String> second = answer(two);

    assertThat(first.isPresent())
        .as("%s: %s, %s", key, first, second)
        .isNotEqualTo(second.isPresent());
    String winner = first.or(() -> second).orElseThrow();
    assertThat(store.head(key).orElseThrow().etag()).isEqualTo(winner);
    return winner;
  }

  private CompletableFuture<Optional<String>> put(PutObject object) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            bothReady.await(20, TimeUnit.SECONDS);
            return store.put(object);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        clients);
  }

  private static Optional<String> answer(CompletableFuture<Optional<String>> put)
      throws ExecutionException, InterruptedException, TimeoutException {
    return put.get(20, TimeUnit.SECONDS);
  }

  private static PutObject object(String key, String content, Condition condition) {
    return PutObject.of(key, content.getBytes(UTF_8), "text/plain").when(condition);
  }
}
