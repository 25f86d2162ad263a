package dev.sluice.core.run.port;

import dev.sluice.core.lake.InMemoryObjectStore;

class FakeCrawlersTest extends CrawlersContract {
  private final FakeCrawlers crawlers = new FakeCrawlers(new InMemoryObjectStore());

  @Override
  protected Crawlers crawlers() {
    return crawlers;
  }

  @Override
  protected void end(boolean fails) {
    crawlers.end(fails);
  }

  @Override
  protected void stop() {
    crawlers.end(true);
  }
}
