package dev.sluice.localaws.athena.iceberg;

import java.time.Instant;

/** Which state of a table a query asks for. */
public sealed interface Version {
  Version CURRENT = new Current();

  /** The latest. */
  record Current() implements Version {}

  /** The one that was current at a time. */
  record At(Instant time) implements Version {}

  /** A snapshot. */
  record Snapshot(long id) implements Version {}

  /** A branch or tag. */
  record Reference(String name) implements Version {}
}
