package dev.sluice.etl;

import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.port.ExecutionStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CatalogTarget;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.S3Target;

/**
 * Crawlers of Glue. The template makes them; where they look is the pipeline's to say, so it is set
 * before they are started.
 *
 * <p>Glue gives a started crawl no id. A crawl is known here by the one before it: as soon as
 * another is the last, ours has been carried out, or a later one.
 */
final class GlueCrawlers implements Crawlers {
  private final GlueClient glue;
  private final Map<Layer, String> names;
  private final boolean findsTrusted;
  private final String database;
  private final String bucket;

  /**
   * Crawlers that exist.
   *
   * @param names the crawler of each layer
   * @param findsTrusted whether that of trusted looks at folders, and not at tables
   * @param database of the tables
   */
  GlueCrawlers(
      GlueClient glue,
      Map<Layer, String> names,
      boolean findsTrusted,
      String database,
      String bucket) {
    this.glue = glue;
    this.names = Map.copyOf(names);
    this.findsTrusted = findsTrusted;
    this.database = database;
    this.bucket = bucket;
  }

  @Override
  public boolean findsTrusted() {
    return findsTrusted;
  }

  @Override
  public Optional<String> start(Layer layer, List<String> targets) throws IOException {
    String name = names.get(layer);
    try {
      Crawler crawler = crawler(name);
      if (crawler.state() != CrawlerState.READY) {
        return Optional.empty();
      }
      CrawlerTargets wanted = targets(layer, targets);
      if (!aim(wanted).equals(aim(crawler.targets()))) {
        glue.updateCrawler(request -> request.name(name).targets(wanted));
      }
      glue.startCrawler(request -> request.name(name));
      return Optional.of(mark(crawler));
    } catch (CrawlerRunningException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException(
          "Glue doesn't start the crawler '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private Crawler crawler(String name) {
    return glue.getCrawler(request -> request.name(name)).crawler();
  }

  private CrawlerTargets targets(Layer layer, List<String> targets) {
    if (layer == Layer.TRUSTED && !findsTrusted) {
      Map<String, List<String>> byDatabase =
          targets.stream()
              .collect(
                  Collectors.groupingBy(
                      name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : database,
                      TreeMap::new,
                      Collectors.mapping(
                          name -> name.substring(name.indexOf('.') + 1), Collectors.toList())));
      return CrawlerTargets.builder()
          .catalogTargets(
              byDatabase.entrySet().stream()
                  .map(
                      each ->
                          CatalogTarget.builder()
                              .databaseName(each.getKey())
                              .tables(each.getValue())
                              .build())
                  .toList())
          .build();
    }
    return CrawlerTargets.builder()
        .s3Targets(
            targets.stream()
                .map(prefix -> S3Target.builder().path("s3://" + bucket + "/" + prefix).build())
                .toList())
        .build();
  }

  /** What Glue fills in by itself doesn't count. */
  private static List<Object> aim(CrawlerTargets targets) {
    return List.of(
        targets.s3Targets().stream().map(S3Target::path).toList(),
        targets.catalogTargets().stream()
            .map(target -> List.of(target.databaseName(), target.tables()))
            .toList());
  }

  private static String mark(Crawler crawler) {
    return "after " + (crawler.lastCrawl() == null ? "none" : crawler.lastCrawl().startTime());
  }

  @Override
  public ExecutionStatus state(Layer layer, String mark) throws IOException {
    String name = names.get(layer);
    try {
      Crawler crawler = crawler(name);
      if (crawler.state() != CrawlerState.READY) {
        return new ExecutionStatus.Running();
      }
      if (mark(crawler).equals(mark)) {
        return new ExecutionStatus.Failed("Glue did not carry the crawl out");
      }
      return crawler.lastCrawl().status() == LastCrawlStatus.SUCCEEDED
          ? new ExecutionStatus.Succeeded("")
          : new ExecutionStatus.Failed(
              "%s: %s"
                  .formatted(
                      crawler.lastCrawl().statusAsString(), crawler.lastCrawl().errorMessage()));
    } catch (SdkException e) {
      throw new IOException(
          "Glue doesn't give the state of the crawler '%s': %s".formatted(name, e.getMessage()), e);
    }
  }
}
