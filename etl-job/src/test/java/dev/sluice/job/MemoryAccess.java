package dev.sluice.job;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A lake in memory that driver and executors find by its number: in tests they share a JVM. */
record MemoryAccess(int number) implements LakeAccess {
  private static final long serialVersionUID = 1;
  private static final AtomicInteger LAST = new AtomicInteger();
  private static final Map<Integer, ObjectStore> STORES = new ConcurrentHashMap<>();

  static MemoryAccess of(InMemoryObjectStore store) {
    MemoryAccess access = new MemoryAccess(LAST.incrementAndGet());
    STORES.put(access.number(), store);
    return access;
  }

  @Override
  public ObjectStore store() {
    return STORES.get(number);
  }
}
