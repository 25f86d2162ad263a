package dev.sluice.localaws.lambda;

import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The function host: runs packaged functions as processes against the Lambda Runtime API.
 *
 * <p>Processes are started when they are first needed, kept warm and replaced after a crash or a
 * timeout. They end with {@link #close} and, if the lake's process is killed, when they next ask
 * the Runtime API for work.
 */
public final class Functions implements AutoCloseable {
  private final SortedMap<String, FunctionPool> pools = new TreeMap<>();
  private final ExecutorService threads;
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private volatile BiConsumer<String, FunctionError> onFailure = (name, error) -> {};
  private volatile Consumer<String> onSuccess = name -> {};

  /** Functions that are not started yet. */
  public Functions(List<FunctionSpec> specs, HostSettings settings, MetricSink metrics) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            body -> {
              Thread thread = new Thread(body, "functions-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    ArtefactCache artefacts = new ArtefactCache(settings.cache().resolve("functions"));
    for (FunctionSpec spec : specs) {
      FunctionLog log = new FunctionLog(spec.name(), settings.directory().resolve("logs"), metrics);
      pools.put(spec.name(), new FunctionPool(spec, settings, artefacts, log));
    }
  }

  /** The functions by name. */
  public List<FunctionSpec> specs() {
    return pools.values().stream().map(FunctionPool::spec).toList();
  }

  /** Whether there is such a function. */
  public boolean has(String name) {
    return pools.containsKey(name);
  }

  /** The processes of a function. */
  public List<Long> pids(String name) {
    return pool(name).pids();
  }

  /** Starts an instance of every function at the same time; tells which could not start. */
  public Map<String, FunctionError> warmUp() {
    Map<String, CompletableFuture<Optional<FunctionError>>> starts = new TreeMap<>();
    pools.forEach(
        (name, pool) ->
            starts.put(
                name, CompletableFuture.supplyAsync(() -> interruptibly(pool::warm), threads)));
    Map<String, FunctionError> failed = new TreeMap<>();
    starts.forEach((name, start) -> start.join().ifPresent(error -> failed.put(name, error)));
    return failed;
  }

  /** Invokes and waits for the result. */
  public InvocationResult invoke(String name, byte[] payload) {
    FunctionPool pool = pool(name);
    return judged(name, interruptibly(() -> pool.invoke(payload)));
  }

  /** Invokes on a thread of the host's own. */
  public CompletableFuture<InvocationResult> invokeAsync(String name, byte[] payload) {
    pool(name);
    return CompletableFuture.supplyAsync(() -> invoke(name, payload), threads);
  }

  private InvocationResult judged(String name, InvocationResult result) {
    if (result instanceof FunctionError error) {
      failures.computeIfAbsent(name, any -> new LongAdder()).increment();
      onFailure.accept(name, error);
    } else if (result instanceof InvocationResult.Success) {
      onSuccess.accept(name);
    }
    return result;
  }

  /** How many invocations of a function failed. */
  public long failures(String name) {
    LongAdder count = failures.get(name);
    return count == null ? 0 : count.sum();
  }

  /** Tells of each invocation that failed or succeeded from now on, by the function's name. */
  public void onResult(BiConsumer<String, FunctionError> failure, Consumer<String> success) {
    onFailure = failure;
    onSuccess = success;
  }

  /** Tells of each event from now on, by the function's name, when an instance is there for it. */
  public void onEvent(BiConsumer<String, byte[]> listener) {
    pools.forEach((name, pool) -> pool.onEvent(event -> listener.accept(name, event)));
  }

  private FunctionPool pool(String name) {
    FunctionPool pool = pools.get(name);
    if (pool == null) {
      throw new IllegalArgumentException(
          "Unknown function '"
              + name
              + "'; the functions are: "
              + String.join(", ", pools.keySet()));
    }
    return pool;
  }

  private static <T> T interruptibly(Waiting<T> work) {
    try {
      return work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a function ran", e);
    }
  }

  @FunctionalInterface
  private interface Waiting<T> {
    T run() throws InterruptedException;
  }

  @Override
  public void close() {
    if (threads.isShutdown()) {
      return;
    }
    List<CompletableFuture<Void>> ends =
        pools.values().stream()
            .map(pool -> CompletableFuture.runAsync(pool::close, threads))
            .toList();
    ends.forEach(CompletableFuture::join);
    threads.shutdownNow();
  }
}
