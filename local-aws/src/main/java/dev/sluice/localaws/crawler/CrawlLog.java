package dev.sluice.localaws.crawler;

/** A crawl's way to its log, and the place where it stops if it was cancelled. */
interface CrawlLog {
  /** Writes a line. */
  void line(String text);

  /** Asked again and again. */
  void stopIfCancelled() throws CancelledCrawlException;
}
