package dev.sluice.localaws.lambda;

import dev.sluice.localaws.http.Account;
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
 * @param instances processes a function has at most, unless fewer are reserved; further invocations
 *     wait for one. Lambda would start up to 1,000.
 * @param heapLimitMb the largest heap of a function, however much memory it has
 * @param initLimit how long a function may take to start. Lambda gives 10 s and then tries again
 *     within the invocation's time; a laptop that starts four at once may need more.
 * @param accessKey with which functions call the endpoint
 */
public record HostSettings(
    Path directory,
    Path cache,
    Path runtimeClient,
    URI endpoint,
    Account account,
    int instances,
    int heapLimitMb,
    Duration initLimit,
    String accessKey) {

  public HostSettings {
    if (instances < 1) {
      throw new IllegalArgumentException("A function needs at least 1 instance, not " + instances);
    }
    directory = directory.toAbsolutePath();
    cache = cache.toAbsolutePath();
    runtimeClient = runtimeClient.toAbsolutePath();
  }

  /** One warm instance a function, heaps of at most 192 MB. */
  public static HostSettings of(Path directory, Path cache, Path runtimeClient, URI endpoint) {
    return new HostSettings(
        directory,
        cache,
        runtimeClient,
        endpoint,
        Account.LOCAL,
        1,
        192,
        Duration.ofSeconds(60),
        "local");
  }

  /** The same, with another access key for the functions. */
  public HostSettings withAccessKey(String key) {
    return new HostSettings(
        directory, cache, runtimeClient, endpoint, account, instances, heapLimitMb, initLimit, key);
  }

  /** What is left of a function's memory beside its runtime's own, at most the limit. */
  int heapMb(FunctionSpec function) {
    return Math.min(heapLimitMb, Math.max(64, function.memoryMb() - 192));
  }

  String functionArn(String function) {
    return account.arn("lambda", "function:" + function);
  }
}
