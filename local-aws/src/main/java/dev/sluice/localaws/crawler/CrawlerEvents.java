package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.http.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Publishes {@code Glue Crawler State Change}. On AWS these events are best effort. */
final class CrawlerEvents {
  private final EventBus bus;

  CrawlerEvents(EventBus bus) {
    this.bus = bus;
  }

  void started(String crawler, Crawl crawl) {
    ObjectNode detail = detail(crawler, "Started");
    publish(detail.put("startTime", text(crawl.started())));
  }

  /** A crawl that was cancelled has no event, as on AWS. */
  void ended(String crawler, Crawl crawl, CrawlResult result) {
    Instant end = crawl.ended().orElseThrow();
    if (crawl.status() == Crawl.Status.SUCCEEDED) {
      ObjectNode detail = detail(crawler, "Succeeded").put("warningMessage", "N/A");
      result.addTo(detail);
      detail.put(
          "runningTime (sec)", Long.toString(Duration.between(crawl.started(), end).toSeconds()));
      publish(link(detail.put("completionDate", text(end)), crawler));
    } else if (crawl.status() == Crawl.Status.FAILED) {
      publish(link(detail(crawler, "Failed").put("errorMessage", crawl.error()), crawler));
    }
  }

  private static ObjectNode detail(String crawler, String state) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("accountId", Account.LOCAL.id())
        .put("crawlerName", crawler)
        .put("state", state)
        .put("message", "Crawler " + state);
  }

  private static ObjectNode link(ObjectNode detail, String crawler) {
    return detail.put(
        "cloudWatchLogLink",
        "https://console.aws.amazon.com/cloudwatch/home?region=%s#logEventViewer:group=/aws-glue/crawlers;stream=%s"
            .formatted(Account.LOCAL.region(), crawler));
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void publish(ObjectNode detail) {
    bus.publish("aws.glue", "Glue Crawler State Change", detail);
  }
}
