package dev.sluice.localaws.job;

import dev.sluice.localaws.store.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A run's process, its log and the folder with what it was given. */
record JobProcess(Process process, JobLog log, Path folder) implements JobLauncher.Started {
  private static final Duration DEATH = Duration.ofSeconds(10);

  @Override
  public boolean await(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<String> failure() {
    int code = process.exitValue();
    try {
      return code == 0 ? Optional.empty() : Optional.of(log.reason(code));
    } catch (IOException e) {
      return Optional.of("Command failed with exit code " + code + "; its log can't be read: " + e);
    }
  }

  @Override
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Spark's own clearing up may be underway in the folder until the process is gone. */
  @Override
  public void clear() {
    try {
      process.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS);
      Folder.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the lake ends; its next start empties the folder
    }
  }
}
