package dev.sluice.core.run;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.run.port.TransformJob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Lets invocations be killed, or effects throw anything, before or after they are done, at random.
 */
final class RandomFaults {
  private final Random random;
  volatile boolean isCalm;
  private volatile boolean isDead;

  RandomFaults(Random random) {
    this.random = random;
  }

  /** The invocation's process is gone. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  /** A new process begins. */
  void revive() {
    isDead = false;
  }

  /** A process that was killed does nothing more, whatever it catches. */
  private void live() {
    if (isDead) {
      throw new Crash();
    }
  }

  private void strike() throws IOException {
    live();
    if (!isCalm) {
      int fate = random.nextInt(12);
      if (fate == 0) {
        isDead = true;
        live();
      }
      if (fate == 1) {
        fail();
      }
    }
  }

  private void fail() throws IOException {
    switch (random.nextInt(6)) {
      case 0 -> throw new IllegalStateException("of a library");
      case 1 -> throw new NullPointerException();
      case 2 -> throw new StackOverflowError();
      case 3 -> throw new OutOfMemoryError("Java heap space");
      default -> throw new IOException("lost");
    }
  }

  /** An effect. */
  private interface Effect<T> {
    T happen() throws IOException;
  }

  private <T> T around(Effect<T> effect) throws IOException {
    strike();
    T result = effect.happen();
    strike();
    return result;
  }

  InMemoryObjectStore store() {
    return new Store();
  }

  QueryEngine over(QueryEngine engine) {
    return new Engine(engine);
  }

  TableCatalog over(TableCatalog catalog) {
    return new Catalog(catalog);
  }

  TransformJob over(TransformJob job) {
    return new TransformJob() {
      @Override
      public Optional<String> start(JobStart start) throws IOException {
        return around(() -> job.start(start));
      }

      @Override
      public ExecutionStatus state(String jobRunId) throws IOException {
        strike();
        return job.state(jobRunId);
      }
    };
  }

  Crawlers over(Crawlers crawlers) {
    return new Crawlers() {
      @Override
      public boolean findsTrusted() {
        return crawlers.findsTrusted();
      }

      @Override
      public Optional<String> start(Layer layer, List<String> targets) throws IOException {
        return around(() -> crawlers.start(layer, targets));
      }

      @Override
      public ExecutionStatus state(Layer layer, String mark) throws IOException {
        strike();
        return crawlers.state(layer, mark);
      }
    };
  }

  /** Only what the driver writes is struck, and what it reads of raw. */
  private final class Store extends InMemoryObjectStore {
    @Override
    public synchronized Optional<StoredObject> get(String key) throws IOException {
      if (key.startsWith("raw/") || key.startsWith("results/")) {
        strike();
      }
      live();
      return super.get(key);
    }

    @Override
    public synchronized Optional<ObjectInfo> head(String key) throws IOException {
      live();
      return super.head(key);
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      boolean isDrivers =
          Stream.of("state/", "trusted/", "checks/").anyMatch(object.key()::startsWith);
      return isDrivers ? around(() -> super.put(object)) : super.put(object);
    }

    @Override
    public synchronized void delete(String key) throws IOException {
      strike();
      super.delete(key);
    }
  }

  private final class Engine implements QueryEngine {
    private final QueryEngine engine;

    Engine(QueryEngine engine) {
      this.engine = engine;
    }

    @Override
    public String start(QueryStart query) throws IOException {
      return around(() -> engine.start(query));
    }

    @Override
    public String make(TableStart table) throws IOException {
      return around(() -> engine.make(table));
    }

    @Override
    public ExecutionStatus state(String executionId) throws IOException {
      strike();
      return engine.state(executionId);
    }
  }

  private final class Catalog implements TableCatalog {
    private final TableCatalog catalog;

    Catalog(TableCatalog catalog) {
      this.catalog = catalog;
    }

    @Override
    public void makeDatabase(String name) throws IOException {
      strike();
      catalog.makeDatabase(name);
    }

    @Override
    public Declared declare(CatalogTable table) throws IOException {
      return around(() -> catalog.declare(table));
    }

    @Override
    public Optional<FoundTable> found(String table) throws IOException {
      strike();
      return catalog.found(table);
    }

    @Override
    public Optional<TablePointer> pointer(String table) throws IOException {
      strike();
      return catalog.pointer(table);
    }

    @Override
    public boolean point(MadeTable table, Optional<TablePointer> pointer) throws IOException {
      return around(() -> catalog.point(table, pointer));
    }

    @Override
    public List<String> names(String prefix) throws IOException {
      strike();
      return catalog.names(prefix);
    }

    @Override
    public void drop(String table) throws IOException {
      strike();
      catalog.drop(table);
      strike();
    }
  }
}
