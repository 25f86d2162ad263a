package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A crawler, what it does now, and its last 1,000 crawls. Guarded by {@link CrawlerRunner}. */
final class CrawlerState {
  private static final int KEPT = 1_000;

  /** In Glue's words. */
  enum Phase {
    READY,
    RUNNING,
    STOPPING
  }

  private final Deque<Crawl> crawls = new ArrayDeque<>();
  private final Instant created;
  private CrawlerDefinition definition;
  private Instant updated;
  private long version = 1;
  private volatile Phase phase = Phase.READY;

  CrawlerState(CrawlerDefinition definition, Instant now) {
    this.definition = definition;
    this.created = now;
    this.updated = now;
  }

  CrawlerDefinition definition() {
    return definition;
  }

  Phase phase() {
    return phase;
  }

  /** Newest first. */
  List<Crawl> crawls() {
    return List.copyOf(crawls);
  }

  void update(CrawlerDefinition changed, Instant now) {
    requireReady();
    definition = changed;
    updated = now;
    version++;
  }

  void requireReady() {
    if (phase != Phase.READY) {
      throw AwsException.invalid(
          "CrawlerRunningException",
          "Crawler with name %s has already started".formatted(definition.name()));
    }
  }

  void begin(Crawl crawl) {
    requireReady();
    phase = Phase.RUNNING;
    crawls.addFirst(crawl);
    if (crawls.size() > KEPT) {
      crawls.removeLast();
    }
  }

  void stop() {
    if (phase == Phase.READY) {
      throw AwsException.invalid(
          "CrawlerNotRunningException",
          "Crawler with name %s isn't running".formatted(definition.name()));
    }
    if (phase == Phase.STOPPING) {
      throw AwsException.invalid(
          "CrawlerStoppingException",
          "Crawler with name %s is stopping".formatted(definition.name()));
    }
    phase = Phase.STOPPING;
  }

  void stopIfRunning() {
    if (phase == Phase.RUNNING) {
      phase = Phase.STOPPING;
    }
  }

  void end(Crawl crawl) {
    crawls.removeFirst();
    crawls.addFirst(crawl);
    phase = Phase.READY;
  }

  /** As GetCrawler shows it. */
  ObjectNode shown(Instant now) {
    ObjectNode crawler = JsonNodeFactory.instance.objectNode();
    crawler.put("Name", definition.name());
    crawler.setAll(definition.declared().deepCopy());
    crawler.putArray("Classifiers");
    crawler.withObjectProperty("RecrawlPolicy").put("RecrawlBehavior", "CRAWL_EVERYTHING");
    crawler
        .withObjectProperty("SchemaChangePolicy")
        .put("UpdateBehavior", definition.update().name())
        .put("DeleteBehavior", definition.delete().name());
    crawler.put("State", phase.name());
    boolean running = phase != Phase.READY;
    long elapsed = running ? Duration.between(crawls.getFirst().started(), now).toMillis() : 0;
    crawler.put("CrawlElapsedTime", elapsed);
    crawler.putPOJO("CreationTime", created);
    crawler.putPOJO("LastUpdated", updated);
    crawls.stream()
        .filter(crawl -> crawl.status() != Crawl.Status.RUNNING)
        .findFirst()
        .ifPresent(crawl -> crawler.set("LastCrawl", crawl.last(definition.name())));
    return crawler.put("Version", version);
  }
}
