package dev.sluice.localaws.crawler;

/** StopCrawler was called. */
final class CancelledCrawlException extends Exception {
  private static final long serialVersionUID = 1;
}
