package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a crawl did to the catalog. */
final class CrawlResult {
  int tablesCreated;
  int tablesUpdated;
  int tablesDeleted;
  int partitionsCreated;
  int partitionsUpdated;
  int partitionsDeleted;

  /** Adds the numbers to an event's detail, as the texts that Glue makes of them. */
  void addTo(ObjectNode detail) {
    detail
        .put("tablesCreated", Integer.toString(tablesCreated))
        .put("tablesUpdated", Integer.toString(tablesUpdated))
        .put("tablesDeleted", Integer.toString(tablesDeleted))
        .put("partitionsCreated", Integer.toString(partitionsCreated))
        .put("partitionsUpdated", Integer.toString(partitionsUpdated))
        .put("partitionsDeleted", Integer.toString(partitionsDeleted));
  }

  /** For ListCrawls and the log. */
  @Override
  public String toString() {
    return "{\"TABLE\":{\"CREATED\":%d,\"UPDATED\":%d,\"DELETED\":%d},\"PARTITION\":{\"CREATED\":%d,\"UPDATED\":%d,\"DELETED\":%d}}"
        .formatted(
            tablesCreated,
            tablesUpdated,
            tablesDeleted,
            partitionsCreated,
            partitionsUpdated,
            partitionsDeleted);
  }
}
