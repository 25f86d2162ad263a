package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.iceberg.IcebergLake;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A lake in memory that driver and executors find by its number: in tests they share a JVM. */
record MemoryAccess(int number) implements LakeAccess {
  private static final long serialVersionUID = 1;
  private static final AtomicInteger LAST = new AtomicInteger();
  private static final Map<Integer, IcebergLake> LAKES = new ConcurrentHashMap<>();

  static MemoryAccess of(IcebergLake lake) {
    MemoryAccess access = new MemoryAccess(LAST.incrementAndGet());
    LAKES.put(access.number(), lake);
    return access;
  }

  @Override
  public ObjectStore store() {
    return LAKES.get(number).store();
  }

  @Override
  public IcebergLake tables(String database, String pipeline) {
    return LAKES.get(number);
  }
}
