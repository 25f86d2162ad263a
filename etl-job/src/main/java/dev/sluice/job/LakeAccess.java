package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import java.io.Serializable;

/** The way to the lake's bucket, which driver and executors go each for itself. */
interface LakeAccess extends Serializable {
  /** The bucket; the same one for each call in a JVM. */
  ObjectStore store();
}
