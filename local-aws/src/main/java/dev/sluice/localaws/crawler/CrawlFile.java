package dev.sluice.localaws.crawler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/** A crawl's lines in its crawler's log, a file of the lake. */
record CrawlFile(Path file, String crawl, BooleanSupplier cancelled) implements CrawlLog {
  @Override
  public void line(String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          "[%s] %s%n".formatted(crawl, text),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the log " + file, e);
    }
  }

  @Override
  public void stopIfCancelled() throws CancelledCrawlException {
    if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new CancelledCrawlException();
    }
  }
}
