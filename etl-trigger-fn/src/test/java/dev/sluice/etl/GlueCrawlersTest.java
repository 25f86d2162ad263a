package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.run.port.Crawlers.Layer;
import dev.sluice.core.run.port.ExecutionStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetCrawlerRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlerResponse;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.StartCrawlerRequest;
import software.amazon.awssdk.services.glue.model.StartCrawlerResponse;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.UpdateCrawlerResponse;

class GlueCrawlersTest {
  /** A Glue of two crawlers, "raw" and "trusted", in the same state. */
  private static final class TwoCrawlerGlue implements GlueClient {
    private final List<String> calls = new ArrayList<>();
    private CrawlerTargets targets = CrawlerTargets.builder().build();
    private CrawlerState state = CrawlerState.READY;
    private LastCrawlInfo last;
    private boolean isTakenMeanwhile;

    @Override
    public GetCrawlerResponse getCrawler(GetCrawlerRequest request) {
      if (!List.of("raw", "trusted").contains(request.name())) {
        throw EntityNotFoundException.builder().message("no crawler").build();
      }
      return GetCrawlerResponse.builder()
          .crawler(Crawler.builder().targets(targets).state(state).lastCrawl(last).build())
          .build();
    }

    @Override
    public UpdateCrawlerResponse updateCrawler(UpdateCrawlerRequest request) {
      calls.add("update " + request.name());
      targets = request.targets();
      return UpdateCrawlerResponse.builder().build();
    }

    @Override
    public StartCrawlerResponse startCrawler(StartCrawlerRequest request) {
      if (isTakenMeanwhile) {
        throw CrawlerRunningException.builder().message("running").build();
      }
      calls.add("start " + request.name());
      state = CrawlerState.RUNNING;
      return StartCrawlerResponse.builder().build();
    }

    void end(LastCrawlStatus status, String time) {
      state = CrawlerState.READY;
      last =
          LastCrawlInfo.builder()
              .status(status)
              .errorMessage("no access")
              .startTime(Instant.parse(time))
              .build();
    }

    @Override
    public String serviceName() {
      return "glue";
    }

    @Override
    public void close() {
      calls.clear();
    }
  }

  private final TwoCrawlerGlue glue = new TwoCrawlerGlue();
  private final GlueCrawlers crawlers =
      new GlueCrawlers(
          glue, Map.of(Layer.RAW, "raw", Layer.TRUSTED, "trusted"), false, "sluice_farm", "lake");

  @Test
  void aimsTheCrawlerOfRawAtPrefixesBeforeItIsStarted() throws IOException {
    assertThat(crawlers.start(Layer.RAW, List.of("raw/farm/"))).isPresent();
    assertThat(glue.calls).containsExactly("update raw", "start raw");
    assertThat(glue.targets.s3Targets().get(0).path()).isEqualTo("s3://lake/raw/farm/");
  }

  @Test
  void aimsTheCrawlerOfTrustedAtTables() throws IOException {
    crawlers.start(Layer.TRUSTED, List.of("readings", "stops"));
    assertThat(glue.targets.s3Targets()).isEmpty();
    assertThat(glue.targets.catalogTargets().get(0).databaseName()).isEqualTo("sluice_farm");
    assertThat(glue.targets.catalogTargets().get(0).tables()).containsExactly("readings", "stops");
  }

  @Test
  void aimsTheCrawlerThatFindsTrustedTablesAtTheirFolders() throws IOException {
    GlueCrawlers finding =
        new GlueCrawlers(glue, Map.of(Layer.TRUSTED, "trusted"), true, "sluice_farm", "lake");
    finding.start(Layer.TRUSTED, List.of("trusted/farm/readings/"));
    assertThat(glue.targets.catalogTargets()).isEmpty();
    assertThat(glue.targets.s3Targets().get(0).path())
        .isEqualTo("s3://lake/trusted/farm/readings/");
  }

  @Test
  void leavesACrawlerAloneThatLooksThereAlready() throws IOException {
    crawlers.start(Layer.RAW, List.of("raw/farm/"));
    glue.end(LastCrawlStatus.SUCCEEDED, "2026-06-01T00:00:00Z");
    crawlers.start(Layer.RAW, List.of("raw/farm/"));
    assertThat(glue.calls).containsExactly("update raw", "start raw", "start raw");
  }

  @Test
  void startsNothingWhileACrawlIsAtWork() throws IOException {
    glue.state = CrawlerState.RUNNING;
    assertThat(crawlers.start(Layer.RAW, List.of("raw/farm/"))).isEmpty();
    glue.state = CrawlerState.STOPPING;
    assertThat(crawlers.start(Layer.RAW, List.of("raw/farm/"))).isEmpty();
    assertThat(glue.calls).isEmpty();
  }

  @Test
  void givesWayToACrawlThatBeganMeanwhile() throws IOException {
    glue.isTakenMeanwhile = true;
    assertThat(crawlers.start(Layer.RAW, List.of("raw/farm/"))).isEmpty();
  }

  @Test
  void knowsItsCrawlByTheOneBefore() throws IOException {
    glue.end(LastCrawlStatus.FAILED, "2026-06-01T00:00:00Z");
    String mark = crawlers.start(Layer.RAW, List.of("raw/farm/")).orElseThrow();
    assertThat(crawlers.state(Layer.RAW, mark)).isEqualTo(new ExecutionStatus.Running());

    glue.end(LastCrawlStatus.SUCCEEDED, "2026-06-01T00:05:00Z");
    assertThat(crawlers.state(Layer.RAW, mark)).isEqualTo(new ExecutionStatus.Succeeded(""));
  }

  @Test
  void tellsWhyACrawlFailed() throws IOException {
    String mark = crawlers.start(Layer.RAW, List.of("raw/farm/")).orElseThrow();
    glue.end(LastCrawlStatus.FAILED, "2026-06-01T00:05:00Z");
    assertThat(crawlers.state(Layer.RAW, mark))
        .isEqualTo(new ExecutionStatus.Failed("FAILED: no access"));
  }

  @Test
  void doesNotTakeTheCrawlBeforeForItsOwn() throws IOException {
    glue.end(LastCrawlStatus.SUCCEEDED, "2026-06-01T00:00:00Z");
    String mark = crawlers.start(Layer.RAW, List.of("raw/farm/")).orElseThrow();
    glue.state = CrawlerState.READY;
    assertThat(crawlers.state(Layer.RAW, mark)).isInstanceOf(ExecutionStatus.Failed.class);
  }

  @Test
  void namesTheCrawlerThatIsNotThere() {
    GlueCrawlers none =
        new GlueCrawlers(glue, Map.of(Layer.RAW, "gone"), false, "sluice_farm", "lake");
    assertThatThrownBy(() -> none.start(Layer.RAW, List.of("raw/farm/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'gone'");
  }
}
