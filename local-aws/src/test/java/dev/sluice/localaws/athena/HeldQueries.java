package dev.sluice.localaws.athena;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.ResultStore;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.athena.AthenaClient;

/** Athena behind a port, with a database {@code farm}; its queries end when the test says so. */
public final class HeldQueries implements AutoCloseable {
  private final List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
  private final QueryQueue queue;
  private final TestEndpoints port;
  private final AthenaClient athena;
  private volatile CompletableFuture<Void> gate = new CompletableFuture<>();

  public HeldQueries(Path directory) throws IOException {
    TableFixture lake = new TableFixture(directory);
    Clock clock = Clock.fixed(TableFixture.NOW, ZoneOffset.UTC);
    WorkGroups groups = new WorkGroups(clock);
    queue =
        new QueryQueue(
            lake.engine,
            groups,
            new HeldResults(new DirectoryLake(lake.root)),
            new EventBus(Account.LOCAL, clock),
            clock);
    queue.onStart(ends::add);
    port = TestEndpoints.serving(AthenaService.over(queue, groups, clock));
    athena = port.client(AthenaClient.builder());
    hold();
  }

  public AthenaClient athena() {
    return athena;
  }

  /** Lets all queries end, and waits for that. */
  public void endAll() {
    gate.complete(null);
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    gate = new CompletableFuture<>();
    hold();
  }

  /** Queries run one after the other: they wait behind one that can't write its result. */
  private void hold() {
    queue.start(
        new QueryRequest("SELECT 0", "farm", "primary", Optional.of("s3://lake/held/"), ""));
  }

  @Override
  public void close() {
    gate.complete(null);
    athena.close();
    port.close();
    queue.close();
  }

  private final class HeldResults implements ResultStore {
    private final ResultStore results;

    HeldResults(ResultStore results) {
      this.results = results;
    }

    @Override
    public void put(S3Location location, byte[] content) throws IOException {
      if (location.key().startsWith("held/")) {
        gate.join();
      }
      results.put(location, content);
    }

    @Override
    public byte[] get(S3Location location) throws IOException {
      return results.get(location);
    }
  }
}
