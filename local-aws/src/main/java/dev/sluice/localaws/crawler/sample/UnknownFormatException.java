package dev.sluice.localaws.crawler.sample;

/** An object is in no format that the crawler knows; the text says what it looks like. */
public final class UnknownFormatException extends Exception {
  private static final long serialVersionUID = 1;

  UnknownFormatException(String message) {
    super(message);
  }
}
