package dev.sluice.core.run.port;

import dev.sluice.core.lake.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Crawlers that end when the test says so, and then know the keys that were there at the start. */
public final class FakeCrawlers implements Crawlers {
  /** One crawler. */
  public static final class Crawler {
    public Set<String> known = new HashSet<>();
    public int crawls;
    private boolean lastFailed;
    private Set<String> seen;
  }

  /** Whether that of trusted finds tables. */
  public boolean findsTrusted;

  /** Where it looked last. */
  public List<String> targets = List.of();

  public final Map<Layer, Crawler> crawlers = new EnumMap<>(Layer.class);
  private final InMemoryObjectStore store;

  public FakeCrawlers(InMemoryObjectStore store) {
    this.store = store;
    for (Layer layer : Layer.values()) {
      crawlers.put(layer, new Crawler());
    }
  }

  @Override
  public boolean findsTrusted() {
    return findsTrusted;
  }

  @Override
  public Optional<String> start(Layer layer, List<String> targets) {
    Crawler crawler = crawlers.get(layer);
    if (crawler.seen != null) {
      return Optional.empty();
    }
    this.targets = targets;
    crawler.seen = new HashSet<>(store.keys());
    return Optional.of("after " + crawler.crawls);
  }

  @Override
  public ExecutionStatus state(Layer layer, String mark) {
    Crawler crawler = crawlers.get(layer);
    if (crawler.seen != null) {
      return new ExecutionStatus.Running();
    }
    return crawler.lastFailed || mark.equals("after " + crawler.crawls)
        ? new ExecutionStatus.Failed("FAILED: no access")
        : new ExecutionStatus.Succeeded("");
  }

  /** Lets all crawls end that are at work; whether any was. */
  public boolean end(boolean fails) {
    List<Crawler> working = new ArrayList<>(crawlers.values());
    working.removeIf(crawler -> crawler.seen == null);
    for (Crawler crawler : working) {
      crawler.crawls++;
      crawler.lastFailed = fails;
      crawler.known = fails ? crawler.known : crawler.seen;
      crawler.seen = null;
    }
    return !working.isEmpty();
  }
}
