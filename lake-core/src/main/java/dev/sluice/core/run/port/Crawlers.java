package dev.sluice.core.run.port;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The two crawlers of a pipeline, which write into the catalog what they find in the lake. */
public interface Crawlers {
  /** What a crawler looks at. */
  enum Layer {
    /** Finds tables and partitions under key prefixes. */
    RAW,
    /** Registers the partitions of declared tables; or finds the tables, which nobody declares. */
    TRUSTED
  }

  /** Whether the crawler of trusted finds tables, and does not look at declared ones. */
  boolean findsTrusted();

  /**
   * Starts a crawl that sees what is in the lake now.
   *
   * @param targets key prefixes with a slash at the end; of trusted, if it doesn't find tables,
   *     names of tables
   * @return a mark of the crawl, to ask for its state with; empty: the crawler is at work on a
   *     crawl that began earlier, which may have passed by what came since then, so it is to be
   *     started again when that one has ended
   * @throws IOException if the catalog can't be reached or refuses
   */
  Optional<String> start(Layer layer, List<String> targets) throws IOException;

  /** How far the crawl is that was started with that mark, or a later one. */
  ExecutionStatus state(Layer layer, String mark) throws IOException;
}
