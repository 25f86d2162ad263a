package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.glue.Page;
import dev.sluice.localaws.http.JsonService;
import java.util.List;

/** CrawlerRunner on the wire. */
public final class CrawlerOperations {
  private static final int PAGE = 1_000;

  private final CrawlerRunner crawlers;

  public CrawlerOperations(CrawlerRunner crawlers) {
    this.crawlers = crawlers;
  }

  /** Adds the operations to Glue's. */
  public void addTo(JsonService service) {
    service.on("CreateCrawler", input -> done(() -> crawlers.create(name(input), input)));
    service.on("UpdateCrawler", input -> done(() -> crawlers.update(name(input), input)));
    service.on("DeleteCrawler", input -> done(() -> crawlers.delete(name(input))));
    service.on("StartCrawler", input -> done(() -> crawlers.start(name(input))));
    service.on("StopCrawler", input -> done(() -> crawlers.stop(name(input))));
    service.on("GetCrawler", input -> GlueService.wrap("Crawler", crawlers.shown(name(input))));
    service.on(
        "GetCrawlers",
        input ->
            Page.of(
                "Crawlers", crawlers.names().stream().map(crawlers::shown).toList(), input, PAGE));
    service.on("ListCrawlers", this::names);
    service.on("ListCrawls", this::crawls);
  }

  private ObjectNode names(ObjectNode input) {
    List<ObjectNode> all =
        crawlers.names().stream()
            .map(name -> JsonNodeFactory.instance.objectNode().put("Name", name))
            .toList();
    ObjectNode page = Page.of("CrawlerNames", all, input, PAGE);
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    page.path("CrawlerNames").forEach(crawler -> names.add(crawler.path("Name")));
    page.set("CrawlerNames", names);
    return page;
  }

  /** Filters are not played. */
  private ObjectNode crawls(ObjectNode input) {
    String crawler = GlueService.text(input, "CrawlerName");
    List<ObjectNode> crawls =
        crawlers.crawls(crawler).stream().map(crawl -> crawl.shown(crawler)).toList();
    return Page.of("Crawls", crawls, input, PAGE);
  }

  private static ObjectNode done(Runnable action) {
    return GlueService.done(action);
  }

  private static String name(ObjectNode input) {
    return GlueService.text(input, "Name");
  }
}
