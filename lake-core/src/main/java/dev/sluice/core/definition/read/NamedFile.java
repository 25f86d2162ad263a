package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that the definition names, relative to the pipeline file's folder and within it: the
 * folder is what gets deployed.
 */
public final class NamedFile {
  private final Reading reading;

  public NamedFile(Reading reading) {
    this.reading = reading;
  }

  /** The file, if it is there and readable. */
  public Optional<Path> read(YamlNode node, String what) {
    return reading.scalars().text(node).flatMap(text -> resolve(node, text, what));
  }

  private Optional<Path> resolve(YamlNode node, String text, String what) {
    Path file;
    try {
      file = reading.folder().resolve(text).normalize();
    } catch (InvalidPathException e) {
      reading.problems().add(node, "'%s' is not a path: %s".formatted(text, e.getReason()));
      return Optional.empty();
    }
    if (!file.startsWith(reading.folder()) || Path.of(text).isAbsolute()) {
      reading
          .problems()
          .add(
              node,
              "'%s' lies outside the pipeline's folder; put the %s into it and give the path from it"
                  .formatted(text, what));
      return Optional.empty();
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      reading
          .problems()
          .add(
              node,
              "the %s '%s' is not in the pipeline's folder, or can't be read"
                  .formatted(what, text));
      return Optional.empty();
    }
    return Optional.of(file);
  }
}
