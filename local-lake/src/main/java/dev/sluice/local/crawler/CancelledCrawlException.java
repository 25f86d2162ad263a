package dev.sluice.local.crawler;

/** StopCrawler was called. */
final class CancelledCrawlException extends Exception {
  private static final long serialVersionUID = 1;
}
