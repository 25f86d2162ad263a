package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.port.CrawlersContract;
import dev.sluice.localaws.crawler.HeldCrawlers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function's crawlers keep their contract on the lake's Glue. */
class GlueCrawlersOnEndpointTest extends CrawlersContract {
  @TempDir private Path directory;
  private HeldCrawlers held;

  @BeforeEach
  void start() throws IOException {
    held = new HeldCrawlers(directory);
  }

  @AfterEach
  void close() {
    held.close();
  }

  private Crawlers crawlers(String raw) {
    return new GlueCrawlers(
        held.glue(),
        Map.of(Crawlers.Layer.RAW, raw, Crawlers.Layer.TRUSTED, "trusted"),
        false,
        "farm",
        "lake");
  }

  @Override
  protected Crawlers crawlers() {
    return crawlers("raw");
  }

  @Override
  protected void end(boolean fails) {
    held.end(fails);
  }

  @Override
  protected void stop() {
    held.glue().stopCrawler(request -> request.name("raw"));
    held.end(false);
  }

  @Test
  void namesACrawlerThatIsMissing() {
    assertThatThrownBy(() -> crawlers("no-such").start(Crawlers.Layer.RAW, List.of("raw/farm/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such");
  }
}
