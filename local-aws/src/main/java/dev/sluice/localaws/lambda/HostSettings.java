package dev.sluice.localaws.lambda;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how functions run.
 *
 * @param directory the lake's: {@code logs/FUNCTION.log} and {@code dead-letters/} are in it
 * @param cache unpacked zips and class data archives; kept between runs, shared by lakes
 * @param runtimeClient the folder with the jars of Amazon's runtime interface client
 * @param endpoint the lake's AWS endpoint, given as {@code AWS_ENDPOINT_URL}
 * @param accessKey with which functions call the endpoint
 */
public record HostSettings(
    Path directory, Path cache, Path runtimeClient, URI endpoint, String accessKey, Limits limits) {

  public HostSettings {
    directory = directory.toAbsolutePath();
    cache = cache.toAbsolutePath();
    runtimeClient = runtimeClient.toAbsolutePath();
  }

  /**
   * What a function gets of the machine.
   *
   * @param instances processes a function has at most, unless fewer are reserved, or it gets more
   *     batches of a shard at a time; further invocations wait for one. Lambda would start up to
   *     1,000.
   * @param heapMb the largest heap of a function, however much memory it has
   * @param init how long a function may take to start. Lambda gives 10 s and then tries again
   *     within the invocation's time; a laptop that starts four at once may need more.
   */
  public record Limits(int instances, int heapMb, Duration init) {
    /** One warm instance a function, heaps of at most 192 MB. */
    public static final Limits USUAL = new Limits(1, 192, Duration.ofSeconds(60));

    public Limits {
      if (instances < 1) {
        throw new IllegalArgumentException(
            "A function needs at least 1 instance, not " + instances);
      }
    }
  }

  /** As many as it gets batches of a shard at a time. */
  int instances(FunctionSpec function) {
    return Math.max(limits.instances, function.limits().batches());
  }

  /** What is left of a function's memory beside its runtime's own, at most the limit. */
  int heapMb(FunctionSpec function) {
    return Math.min(limits.heapMb, Math.max(64, function.limits().memoryMb() - 192));
  }
}
