package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionTransform;
import java.util.List;
import java.util.Optional;

/** Ports of a run that transforms in the function, without crawlers, whose raw is kept. */
final class EmbeddedPorts {
  private EmbeddedPorts() {}

  /** Of the farm, with services of its own. */
  static RunDriver.Ports ofFarm(ObjectStore store, PartitionTransform transform) {
    return of(
        FarmLake.pipeline(List.of()),
        store,
        transform,
        new FakeTableCatalog(),
        new FakeQueryEngine());
  }

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
