package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.iceberg.IcebergLake;
import java.io.Serializable;

/** The way to the lake's bucket, which driver and executors go each for itself. */
interface LakeAccess extends Serializable {
  /** The bucket; the same one for each call in a JVM. */
  ObjectStore store();

  /**
   * Where Iceberg tables are; for the driver.
   *
   * @param database of the catalog
   */
  IcebergLake tables(String database, String pipeline);
}
