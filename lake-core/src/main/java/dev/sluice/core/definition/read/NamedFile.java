package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.Suggestion;
import dev.sluice.core.definition.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
              "the %s '%s' is not in the pipeline's folder, or can't be read%s"
                  .formatted(what, text, Suggestion.of(text, beside(file))));
      return Optional.empty();
    }
    return Optional.of(file);
  }

  /** The files of the folder in which it should be, named as it is. */
  private List<String> beside(Path missing) {
    Path folder = missing.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> reading.folder().relativize(file).toString().replace('\\', '/'))
          .toList();
    } catch (IOException e) {
      return List.of(); // a proposal is a courtesy; that the file is missing is said anyway
    }
  }
}
