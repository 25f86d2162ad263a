package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.trusted.PartitionTransform;
import java.util.Optional;

/** Ports of a run that transforms in the function, without crawlers, whose raw is kept. */
final class EmbeddedPorts {
  private EmbeddedPorts() {}

  static RunDriver.Ports of(
      Pipeline pipeline,
      ObjectStore store,
      PartitionTransform transform,
      TableCatalog catalog,
      QueryEngine queries) {
    return new RunDriver.Ports(
        pipeline,
        store,
        new RunDriver.Engine.Embedded(transform),
        catalog,
        Optional.empty(),
        queries,
        Optional.empty());
  }
}
