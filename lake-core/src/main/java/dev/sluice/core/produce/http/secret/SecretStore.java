package dev.sluice.core.produce.http.secret;

import java.io.IOException;

/** Keeps secrets. */
public interface SecretStore {
  /**
   * A secret.
   *
   * @param name of a secret, or {@code ssm:NAME} of a parameter
   * @throws IOException if it can't be had; the message says what to do
   */
  SecretValue value(String name) throws IOException;

  /** Drops what is remembered of a secret that was not accepted: it may have been replaced. */
  void forget(String name);
}
