package dev.sluice.core.mask;

import java.io.IOException;

/** Where the key is kept by which fields are masked. */
@FunctionalInterface
public interface MaskSecret {
  /**
   * The text of a secret.
   *
   * @param name of the secret
   * @throws IOException if it can't be had; the message says what to do
   */
  String open(String name) throws IOException;
}
