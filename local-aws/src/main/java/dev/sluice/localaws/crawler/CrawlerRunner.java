package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.clock.Workers;
import dev.sluice.localaws.crawler.CrawlerTargets.CatalogTarget;
import dev.sluice.localaws.crawler.CrawlerTargets.S3Target;
import dev.sluice.localaws.crawler.infer.FoundTable;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.glue.CatalogErrors;
import dev.sluice.localaws.store.LakeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * CrawlerRunner and their crawls, one of each at a time.
 *
 * <p>Deviation: a crawler is ready as soon as its crawl has ended; on AWS it goes on stopping for
 * up to a minute, in which it can't be started.
 */
public final class CrawlerRunner implements AutoCloseable {
  private final Catalog catalog;
  private final LakeFiles files;
  private final Path logs;
  private final CrawlerEvents events;
  private final Clock clock;
  private final Map<String, CrawlerState> crawlers = new TreeMap<>();
  private final Workers workers = Workers.asNeeded("glue-crawler");

  /**
   * @param logs the folder for the crawlers' logs
   */
  public CrawlerRunner(Catalog catalog, LakeFiles files, Path logs, EventBus bus, Clock clock) {
    this.catalog = catalog;
    this.files = files;
    this.logs = logs;
    this.events = new CrawlerEvents(bus);
    this.clock = clock;
  }

  /** Is given each crawl's end when it starts. */
  public void onStart(Consumer<CompletableFuture<Void>> newListener) {
    workers.onStart(newListener);
  }

  /** Makes a crawler, of a definition in the shape of CreateCrawler's. */
  public synchronized void create(String name, JsonNode definition) {
    if (crawlers.containsKey(name)) {
      throw CatalogErrors.exists("Crawler " + name);
    }
    crawlers.put(name, new CrawlerState(CrawlerDefinition.of(name, definition), clock.instant()));
  }

  synchronized void update(String name, JsonNode changes) {
    CrawlerState crawler = find(name);
    crawler.requireReady();
    crawler.update(crawler.definition().with(changes), clock.instant());
  }

  synchronized void delete(String name) {
    find(name).requireReady();
    crawlers.remove(name);
  }

  synchronized ObjectNode shown(String name) {
    return find(name).shown(clock.instant());
  }

  /** All names. */
  public synchronized List<String> names() {
    return List.copyOf(crawlers.keySet());
  }

  synchronized List<Crawl> crawls(String name) {
    return find(name).crawls();
  }

  synchronized void stop(String name) {
    find(name).stop();
  }

  void start(String name) {
    CrawlerState crawler;
    Crawl crawl;
    synchronized (this) {
      crawler = find(name);
      crawl = Crawl.started(UUID.randomUUID().toString(), clock.instant());
      crawler.begin(crawl);
    }
    workers.execute(workers.announce(), () -> run(crawler, crawl));
  }

  private CrawlerState find(String name) {
    CrawlerState crawler = crawlers.get(name);
    if (crawler == null) {
      throw CatalogErrors.notFound("Crawler " + name);
    }
    return crawler;
  }

  private void run(CrawlerState crawler, Crawl crawl) {
    CrawlerDefinition definition = crawler.definition();
    CrawlLog log =
        new CrawlFile(
            logs.resolve(definition.name() + ".log"),
            crawl.id(),
            () -> crawler.phase() == CrawlerState.Phase.STOPPING);
    CrawlResult result = new CrawlResult();
    try {
      events.started(definition.name(), crawl);
      crawl(definition, result, log);
      ended(crawler, crawl, Crawl.Status.SUCCEEDED, "", result);
    } catch (CancelledCrawlException e) {
      ended(crawler, crawl, Crawl.Status.CANCELLED, "", result);
    } catch (IOException | RuntimeException e) {
      log.line("failed: " + e);
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      ended(crawler, crawl, Crawl.Status.FAILED, reason, result);
    }
  }

  private void crawl(CrawlerDefinition crawler, CrawlResult result, CrawlLog log)
      throws IOException, CancelledCrawlException {
    for (S3Target target : crawler.targets().s3()) {
      log.line("Crawling " + target.folder());
      List<FoundTable> tables = new S3Crawl(files, crawler.configuration(), log).tables(target);
      log.stopIfCancelled();
      CatalogWriter writer = new CatalogWriter(catalog, crawler, result, log::line, clock.millis());
      tables.forEach(table -> writer.write(table, target.folder().bucket()));
      writer.gone(target.folder().toString());
    }
    for (CatalogTarget target : crawler.targets().tables()) {
      new CatalogTargetCrawl(catalog, files, result, log).crawl(target);
    }
    log.line("Done: " + result);
  }

  /** The event comes after the state is there to be seen, unless it gets lost. */
  private void ended(
      CrawlerState crawler, Crawl crawl, Crawl.Status how, String reason, CrawlResult result) {
    Crawl ended = crawl.ended(how, clock.instant(), result.toString(), reason);
    synchronized (this) {
      crawler.end(ended);
    }
    events.ended(crawler.definition().name(), ended, result);
  }

  /** Ends all crawls. */
  @Override
  public void close() {
    workers.close(this::stopAll);
  }

  private synchronized void stopAll() {
    crawlers.values().forEach(CrawlerState::stopIfRunning);
  }
}
