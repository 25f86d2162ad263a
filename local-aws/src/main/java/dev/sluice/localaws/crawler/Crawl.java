package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A crawl: how a crawler ran once.
 *
 * @param ended empty: it runs
 * @param summary what it did to the catalog, as JSON
 * @param error why it failed, or empty
 */
record Crawl(
    String id,
    Status status,
    Instant started,
    Optional<Instant> ended,
    String summary,
    String error) {

  /** How it stands, in the words of ListCrawls and of LastCrawl. */
  enum Status {
    RUNNING("RUNNING", "RUNNING"),
    SUCCEEDED("COMPLETED", "SUCCEEDED"),
    FAILED("FAILED", "FAILED"),
    CANCELLED("STOPPED", "CANCELLED");

    private final String ofCrawls;
    private final String ofLastCrawl;

    Status(String ofCrawls, String ofLastCrawl) {
      this.ofCrawls = ofCrawls;
      this.ofLastCrawl = ofLastCrawl;
    }
  }

  static Crawl started(String id, Instant now) {
    return new Crawl(id, Status.RUNNING, now, Optional.empty(), "", "");
  }

  Crawl ended(Status how, Instant now, String newSummary, String reason) {
    return new Crawl(id, how, started, Optional.of(now), newSummary, reason);
  }

  /** As ListCrawls shows it. */
  ObjectNode shown(String crawler) {
    ObjectNode crawl = JsonNodeFactory.instance.objectNode();
    crawl.put("CrawlId", id).put("State", status.ofCrawls).putPOJO("StartTime", started);
    ended.ifPresent(time -> crawl.putPOJO("EndTime", time));
    crawl.put("Summary", summary);
    return log(crawl, crawler);
  }

  /** As GetCrawler shows the last one. */
  ObjectNode last(String crawler) {
    ObjectNode crawl = JsonNodeFactory.instance.objectNode();
    crawl.put("Status", status.ofLastCrawl).putPOJO("StartTime", started);
    return log(crawl, crawler);
  }

  private ObjectNode log(ObjectNode crawl, String crawler) {
    if (!error.isEmpty()) {
      crawl.put("ErrorMessage", error);
    }
    return crawl
        .put("LogGroup", "/aws-glue/crawlers")
        .put("LogStream", crawler)
        .put("MessagePrefix", id);
  }
}
