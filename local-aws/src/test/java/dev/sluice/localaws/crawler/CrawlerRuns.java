package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.store.LakeFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Crawls for tests of others. */
public final class CrawlerRuns {
  private CrawlerRuns() {}

  /** Makes a crawler and lets it crawl; fails if the crawl does. Returns what it did. */
  public static String once(
      Catalog catalog, LakeFiles files, Path logs, Clock clock, JsonNode definition)
      throws Exception {
    List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
    try (CrawlerRunner crawlers =
        new CrawlerRunner(catalog, files, logs, new EventBus(Account.LOCAL, clock), clock)) {
      crawlers.onStart(ends::add);
      crawlers.create("crawler", definition);
      crawlers.start("crawler");
      ends.get(0).get(30, TimeUnit.SECONDS);
      Crawl crawl = crawlers.crawls("crawler").get(0);
      if (crawl.status() != Crawl.Status.SUCCEEDED) {
        throw new AssertionError("The crawl " + crawl);
      }
      return crawl.summary();
    }
  }
}
