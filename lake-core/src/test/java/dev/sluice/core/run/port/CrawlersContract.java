package dev.sluice.core.run.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.port.Crawlers.Layer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link Crawlers} do. Each test has crawlers that never crawled. */
public abstract class CrawlersContract {
  private static final List<String> RAW = List.of("raw/farm/");

  /** The crawlers under test. Their crawls are at work until the test lets them end. */
  protected abstract Crawlers crawlers();

  /** Lets the crawls at work end, and waits for that. */
  protected abstract void end(boolean fails);

  /** Has somebody stop the crawl of raw, and waits for its end. */
  protected abstract void stop();

  private String startRaw() throws IOException {
    return crawlers().start(Layer.RAW, RAW).orElseThrow();
  }

  private ExecutionStatus raw(String mark) throws IOException {
    return crawlers().state(Layer.RAW, mark);
  }

  @Test
  void isAtWorkUntilItEnds() throws IOException {
    String mark = startRaw();
    assertThat(raw(mark)).isEqualTo(new ExecutionStatus.Running());
    end(false);
    assertThat(raw(mark)).isEqualTo(new ExecutionStatus.Succeeded(""));
  }

  @Test
  void saysWhyACrawlFailed() throws IOException {
    String mark = startRaw();
    end(true);
    assertThat(raw(mark))
        .isInstanceOfSatisfying(
            ExecutionStatus.Failed.class,
            failed -> assertThat(failed.reason()).contains("no access"));
  }

  @Test
  void startsNoCrawlWhileOneIsAtWork() throws IOException {
    String mark = startRaw();
    assertThat(crawlers().start(Layer.RAW, List.of("raw/farm/", "raw/other/"))).isEmpty();
    end(false);
    assertThat(raw(mark)).isEqualTo(new ExecutionStatus.Succeeded(""));
    assertThat(startRaw()).isNotEqualTo(mark);
  }

  @Test
  void aLaterCrawlCountsForAnEarlierOne() throws IOException {
    String first = startRaw();
    end(true);
    String second = startRaw();
    assertThat(raw(first)).isEqualTo(new ExecutionStatus.Running());
    end(false);
    assertThat(raw(first)).isEqualTo(new ExecutionStatus.Succeeded(""));
    assertThat(raw(second)).isEqualTo(new ExecutionStatus.Succeeded(""));
  }

  @Test
  void theCrawlersWorkSideBySide() throws IOException {
    String mark = startRaw();
    String trusted = crawlers().start(Layer.TRUSTED, List.of("readings")).orElseThrow();
    end(false);
    assertThat(raw(mark)).isEqualTo(new ExecutionStatus.Succeeded(""));
    assertThat(crawlers().state(Layer.TRUSTED, trusted))
        .isEqualTo(new ExecutionStatus.Succeeded(""));
  }

  @Test
  void aStoppedCrawlHasFailed() throws IOException {
    String mark = startRaw();
    stop();
    assertThat(raw(mark)).isInstanceOf(ExecutionStatus.Failed.class);
    assertThat(crawlers().start(Layer.RAW, RAW)).isPresent();
  }
}
