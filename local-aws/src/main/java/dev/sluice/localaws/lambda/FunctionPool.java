package dev.sluice.localaws.lambda;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.lambda.InvocationResult.FunctionError;
import dev.sluice.localaws.lambda.InvocationResult.Throttled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A function's instances: started when needed, kept warm, replaced when they are gone. */
final class FunctionPool implements AutoCloseable {
  private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(20);

  private final FunctionSpec spec;
  private final HostSettings settings;
  private final ArtefactCache artefacts;
  private final FunctionLog log;
  private final Semaphore admission;
  private final Semaphore slots;
  private final Deque<FunctionInstance> idle = new ConcurrentLinkedDeque<>();
  private final Map<FunctionInstance, Optional<Path>> running = new ConcurrentHashMap<>();
  private Launch launch;
  private boolean archiving;
  private volatile boolean closed;
  private volatile Consumer<byte[]> onEvent = event -> {};

  FunctionPool(FunctionSpec spec, HostSettings settings, ArtefactCache artefacts, FunctionLog log) {
    this.spec = spec;
    this.settings = settings;
    this.artefacts = artefacts;
    this.log = log;
    this.admission = new Semaphore(spec.limits().reservedConcurrency().orElse(Integer.MAX_VALUE));
    this.slots = new Semaphore(settings.instances(spec), true);
  }

  FunctionSpec spec() {
    return spec;
  }

  /** Tells of each event from now on, when an instance is there for it. */
  void onEvent(Consumer<byte[]> listener) {
    onEvent = listener;
  }

  /** Process ids of the instances, for measuring them. */
  List<Long> pids() {
    return running.keySet().stream()
        .filter(FunctionInstance::isAlive)
        .map(FunctionInstance::pid)
        .toList();
  }

  InvocationResult invoke(byte[] payload) throws InterruptedException {
    if (payload.length > Invocation.PAYLOAD_LIMIT) {
      return error(
          "RequestTooLarge", payload.length + " bytes are more than the 6 MB an event may have");
    }
    if (!admission.tryAcquire()) {
      return new Throttled(
          "%s runs %d times already, as often as is reserved for it"
              .formatted(spec.name(), spec.limits().reservedConcurrency().orElseThrow()));
    }
    try {
      return invokeOnFreeInstance(payload);
    } finally {
      admission.release();
    }
  }

  private InvocationResult invokeOnFreeInstance(byte[] payload) throws InterruptedException {
    slots.acquire();
    try {
      FunctionInstance instance = warmOrNew();
      onEvent.accept(payload);
      InvocationResult result = instance.invoke(payload);
      keepOrForget(instance);
      return result;
    } catch (InitException e) {
      return notStarted(e);
    } finally {
      slots.release();
    }
  }

  /** Starts an instance ahead of the first invocation, if there is none. */
  Optional<FunctionError> warm() throws InterruptedException {
    slots.acquire();
    try {
      keepOrForget(warmOrNew());
      return Optional.empty();
    } catch (InitException e) {
      return Optional.of(notStarted(e));
    } finally {
      slots.release();
    }
  }

  /** A function that said itself why it can't start needs no traces beside that. */
  private FunctionError notStarted(InitException e) {
    return log.reason()
        .map(reason -> FunctionError.of(e.type(), reason, ""))
        .orElseGet(() -> error(e.type(), e.getMessage()));
  }

  private FunctionError error(String type, String message) {
    return FunctionError.of(type, message, log.tail());
  }

  private FunctionInstance warmOrNew() throws InitException, InterruptedException {
    for (FunctionInstance warm = idle.poll(); warm != null; warm = idle.poll()) {
      if (warm.isAlive()) {
        return warm;
      }
      forget(warm);
    }
    try {
      return startAndAwait();
    } catch (InitException e) {
      if (!e.type().equals("Runtime.ExitError") || !dropArchive()) {
        throw e;
      }
      return startAndAwait();
    }
  }

  private FunctionInstance startAndAwait() throws InitException, InterruptedException {
    FunctionInstance fresh = start();
    try {
      fresh.awaitReady(settings.limits().init());
      return fresh;
    } catch (InitException | InterruptedException e) {
      forget(fresh);
      throw e;
    }
  }

  /** Returns false if there was none that could have been the reason of a crash. */
  private synchronized boolean dropArchive() {
    if (!spec.code().isJvm() || !launch.archive().exists()) {
      return false;
    }
    launch.archive().delete();
    return true;
  }

  private synchronized FunctionInstance start() throws InitException {
    if (closed) {
      throw new InitException("Sandbox.Closed", "The lake is shutting down");
    }
    try {
      if (launch == null) {
        launch = new Launch(spec, settings, artefacts.unpack(spec.code().artefact()));
      }
      RuntimeApi api = new RuntimeApi(Account.LOCAL.functionArn(spec.name()));
      Optional<Path> archive = archiveToWrite();
      List<String> options = archive.map(launch.archive()::write).orElseGet(launch.archive()::use);
      FunctionInstance instance =
          FunctionInstance.start(spec, api, address -> launch.start(address, options), log);
      running.put(instance, archive);
      return instance;
    } catch (IOException | UncheckedIOException e) {
      throw new InitException("Runtime.InvalidEntrypoint", e.getMessage());
    }
  }

  private Optional<Path> archiveToWrite() {
    if (!spec.code().isJvm() || archiving || launch.archive().exists()) {
      return Optional.empty();
    }
    archiving = true;
    return Optional.of(launch.archive().fresh());
  }

  private void keepOrForget(FunctionInstance instance) {
    if (instance.isAlive() && !closed) {
      idle.push(instance);
    } else {
      forget(instance);
    }
  }

  private void forget(FunctionInstance instance) {
    instance.kill();
    Optional<Path> archive = running.remove(instance);
    if (archive != null && archive.isPresent()) {
      synchronized (this) {
        launch.archive().discard(archive.get());
        archiving = false;
      }
    }
  }

  /** Ends every process without waiting for anything. */
  void kill() {
    closed = true;
    running.keySet().forEach(FunctionInstance::kill);
  }

  /** Ends the processes; one that is to write a class data archive gets the time for it. */
  @Override
  public void close() {
    closed = true;
    try {
      for (Map.Entry<FunctionInstance, Optional<Path>> entry : running.entrySet()) {
        Optional<Path> archive = entry.getValue();
        boolean ended =
            entry.getKey().stop(archive.isPresent() ? ARCHIVE_LIMIT : Duration.ofSeconds(1));
        if (archive.isPresent() && ended) {
          launch.archive().take(archive.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    } finally {
      log.close();
    }
  }
}
