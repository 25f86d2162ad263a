package dev.sluice.localaws.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.JsonService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.glue.GlueClient;

/** A job {@code transform} behind a port, whose runs end when the test says so. */
public final class HeldJobs implements AutoCloseable {
  private final List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
  private final GlueJobs jobs;
  private final TestEndpoints port;
  private final GlueClient glue;

  /** Why the runs at work failed, or empty. */
  private volatile CompletableFuture<String> outcome = new CompletableFuture<>();

  public HeldJobs(Path directory) throws IOException {
    Clock clock = Clock.systemUTC();
    jobs =
        new GlueJobs(
            task -> new HeldProcess(outcome.copy()), new EventBus(Account.LOCAL, clock), clock);
    jobs.onStart(ends::add);
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.putObject("Command").put("Name", "glueetl").put("ScriptLocation", "s3://lake/jobs/script");
    jobs.create("transform", job);
    JsonService service = GlueService.over(new Catalog(directory, clock));
    new JobOperations(jobs).addTo(service);
    port = TestEndpoints.serving(service);
    glue = port.client(GlueClient.builder());
  }

  public GlueClient glue() {
    return glue;
  }

  /** Lets the runs at work end, and waits for that; an empty text is a success. */
  public void end(String failure) {
    outcome.complete(failure);
    awaitEnds();
    outcome = new CompletableFuture<>();
  }

  /** Stops a run and waits for its end. */
  public void stop(String id) {
    glue.batchStopJobRun(request -> request.jobName("transform").jobRunIds(id));
    awaitEnds();
  }

  private void awaitEnds() {
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    glue.close();
    port.close();
    jobs.close();
  }

  private record HeldProcess(CompletableFuture<String> end) implements JobLauncher.Started {
    @Override
    public boolean await(Duration limit) throws InterruptedException {
      try {
        end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Optional<String> failure() {
      return Optional.of(end.join()).filter(why -> !why.isEmpty());
    }

    @Override
    public void kill() {
      end.complete("killed");
    }

    @Override
    public void clear() {}
  }
}
