package dev.sluice.local.standin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A server on this machine that answers in the place of a public API. */
public interface StandIn extends AutoCloseable {
  /** Settings that make a pipeline ask it. */
  Map<String, String> settings();

  /** A server that takes the place of whatever API the pipeline asks; empty: its settings say. */
  default Optional<URI> server() {
    return Optional.empty();
  }

  /** What the API's users know, by the secret's name. */
  Map<String, String> secrets();

  /** What to tell users: whose place it takes, and what its answers are. */
  String note();

  /** From here on its time is that clock's. */
  void follow(Clock clock);

  /** Puts its secrets where a lake in that directory finds them. */
  default void writeSecrets(Path lake) throws IOException {
    for (Map.Entry<String, String> secret : secrets().entrySet()) {
      Path file = lake.resolve("secrets").resolve(secret.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, secret.getValue());
    }
  }

  @Override
  void close();
}
