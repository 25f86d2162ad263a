package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.JsonService;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * CrawlerRunner {@code raw} and {@code trusted} behind a port, whose crawls end when the test says
 * so, and a table {@code readings} in the database {@code farm}.
 */
public final class HeldCrawlers implements AutoCloseable {
  private static final String TABLE =
      """
      {"Name": "readings", "PartitionKeys": [{"Name": "year", "Type": "string"}],
       "StorageDescriptor": {"Location": "s3://lake/trusted/farm/readings/", "Columns": []}}
      """;
  private static final String CRAWLER =
      """
      {"Role": "role", "DatabaseName": "farm", "SchemaChangePolicy": {"DeleteBehavior": "LOG"},
       "Targets": {"S3Targets": [{"Path": "s3://lake/"}]}}
      """;

  private final List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
  private final CrawlerRunner crawlers;
  private final TestEndpoints port;
  private final GlueClient glue;
  private volatile CompletableFuture<Void> gate = new CompletableFuture<>();

  public HeldCrawlers(Path directory) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Files.createDirectories(directory.resolve("s3/lake"));
    Clock clock = new Ticking(Clock.systemUTC(), new AtomicLong());
    Catalog catalog = new Catalog(directory.resolve("catalog"), clock);
    catalog.createDatabase(json.createObjectNode().put("Name", "farm"));
    catalog.createTable("farm", json.readTree(TABLE));
    crawlers =
        new CrawlerRunner(
            catalog,
            new HeldFiles(new DirectoryLake(directory.resolve("s3"))),
            directory.resolve("logs"),
            new EventBus(Account.LOCAL, clock),
            clock);
    crawlers.onStart(ends::add);
    crawlers.create("raw", json.readTree(CRAWLER));
    crawlers.create("trusted", json.readTree(CRAWLER));
    JsonService service = GlueService.over(catalog);
    new CrawlerOperations(crawlers).addTo(service);
    port = TestEndpoints.serving(service);
    glue = port.client(GlueClient.builder());
  }

  public GlueClient glue() {
    return glue;
  }

  /** Lets the crawls at work end, and waits for that. */
  public void end(boolean fails) {
    if (fails) {
      gate.completeExceptionally(new IOException("no access"));
    } else {
      gate.complete(null);
    }
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    gate = new CompletableFuture<>();
  }

  @Override
  public void close() {
    gate.complete(null);
    glue.close();
    port.close();
    crawlers.close();
  }

  /** The bucket, which can't be listed until the test says so. */
  private final class HeldFiles implements LakeFiles {
    private final LakeFiles files;

    HeldFiles(LakeFiles files) {
      this.files = files;
    }

    @Override
    public List<LakeFile> list(String bucket, String prefix) throws IOException {
      try {
        gate.join();
      } catch (CompletionException e) {
        throw new IOException(e.getCause().getMessage(), e);
      }
      return files.list(bucket, prefix);
    }

    @Override
    public void store(S3Location location, Path file) throws IOException {
      files.store(location, file);
    }

    @Override
    public void put(S3Location location, byte[] content) throws IOException {
      files.put(location, content);
    }

    @Override
    public void delete(S3Location location) throws IOException {
      files.delete(location);
    }
  }

  /** A minute later each time: on AWS no two crawls of a crawler start within one. */
  private static final class Ticking extends Clock {
    private final Clock base;
    private final AtomicLong minutes;

    Ticking(Clock base, AtomicLong minutes) {
      this.base = base;
      this.minutes = minutes;
    }

    @Override
    public Instant instant() {
      return base.instant().plus(Duration.ofMinutes(minutes.incrementAndGet()));
    }

    @Override
    public ZoneId getZone() {
      return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return new Ticking(base.withZone(zone), minutes);
    }
  }
}
