package dev.sluice.local.lake;

import dev.sluice.core.mask.MaskKey;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.secrets.SecretFiles;
import java.nio.file.Path;
import java.util.Optional;

/** The key by which a pipeline's fields are masked, as a file of its lake's folder. */
public final class MaskKeyFile {
  private MaskKeyFile() {}

  /**
   * Why the functions could not mask, and what to do; empty if they can, or have nothing to.
   *
   * @param directory the lake's folder
   */
  public static Optional<String> problem(Pipeline pipeline, Path directory) {
    if (pipeline.masking().isNone()) {
      return Optional.empty();
    }
    String name = pipeline.masking().key();
    SecretFiles secrets = new SecretFiles(directory.resolve("secrets"), Account.LOCAL);
    Path file = secrets.file(name);
    Optional<String> key = secrets.read(name);
    if (key.isEmpty()) {
      return Optional.of(
          ("%s masks fields with the key '%s', and the file with it, %s, does not exist. Make one:"
                  + " mkdir -p %4$s && openssl rand -hex 32 > %3$s")
              .formatted(pipeline.name(), name, file, file.getParent()));
    }
    try {
      MaskKey unused = new MaskKey(name, key.get());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("%s: %s".formatted(file, e.getMessage()));
    }
  }
}
