package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.Keys;
import java.util.Map;

/** The keys of a pipeline's tests, which functions pass over. */
public final class TestKeys {
  /** The section. */
  public static final String SECTION = "tests";

  public static final Keys TEST =
      Keys.of("expect").withOptional("description", "at", "every", "records", "file", "inputs");
  public static final Keys EXPECT =
      Keys.of().withOptional("tables", "queries", "rejected", "alerts", "counts");
  public static final Keys COUNTS =
      Keys.of()
          .withOptional("stored", "rejected", "duplicates", "replaced", "deleted", "dropped")
          .withOptional("quarantined", "alerts");

  /** A record of the list that says when it arrives. */
  public static final Keys TIMED = Keys.of("record").withOptional("at", "after");

  public static final Keys ALERT = Keys.of("rule").withOptional("device", "kind", "says");

  private TestKeys() {}

  /** The keys by path, as in {@link FormatKeys#byPath}; those in lists are left out. */
  static Map<String, Keys> byPath() {
    return Map.of(
        "tests.*", TEST,
        "tests.*.expect", EXPECT,
        "tests.*.expect.counts", COUNTS);
  }
}
