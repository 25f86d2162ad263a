package dev.sluice.local.cli.command;

import dev.sluice.core.definition.yaml.Suggestion;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.lake.PipelinePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds pipelines by path or by name: in the folder of {@code SLUICE_PIPELINES_DIR}, in {@code
 * pipelines} of the current folder, then among the samples of the checkout.
 */
final class PipelineFinder {
  /** The variable with the folder of a user's own definitions, as functions have it. */
  static final String VARIABLE = "SLUICE_PIPELINES_DIR";

  /** How pipelines are given, as the commands' help says it. */
  static final String GIVEN =
      "A name, looked for in the folder SLUICE_PIPELINES_DIR, in ./pipelines, then in Sluice's own;"
          + " or a file: path/to/NAME.yaml.";

  private static final String SUFFIX = ".yaml";

  private final Path checkout;
  private final Path current;
  private final List<Path> folders;

  private PipelineFinder(Path checkout, Path current, List<Path> folders) {
    this.checkout = checkout;
    this.current = current;
    this.folders = folders;
  }

  /**
   * A definition that was found.
   *
   * @param file the definition
   * @param place its folder
   * @param passedOver others of the same name, in folders that come later
   */
  record Found(Path file, PipelinePlace place, List<Path> passedOver) {
    Found {
      passedOver = List.copyOf(passedOver);
    }

    /** The pipeline's name. */
    String name() {
      return nameOf(file.toString());
    }

    /** Which one is taken, where there are several of the name. */
    Optional<String> note() {
      return passedOver.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "taking %s; another '%s' is in %s"
                  .formatted(
                      file,
                      name(),
                      String.join(
                          ", ",
                          passedOver.stream().map(Path::getParent).map(Path::toString).toList())));
    }
  }

  /**
   * Looks where a process may.
   *
   * @param environment of the process
   * @param current its folder
   * @throws CommandFailure if the variable names what isn't a folder
   */
  static PipelineFinder of(Path checkout, Map<String, String> environment, Path current) {
    List<Path> folders = new ArrayList<>();
    String own = environment.getOrDefault(VARIABLE, "").strip();
    if (!own.isEmpty()) {
      Path folder = current.resolve(own).normalize();
      if (!Files.isDirectory(folder)) {
        throw new CommandFailure(
            "%s is '%s', which is not a folder. Set it to the folder with your pipelines' files, or unset it."
                .formatted(VARIABLE, own));
      }
      folders.add(folder);
    }
    folders.add(current.resolve("pipelines").normalize());
    folders.add(checkout.toAbsolutePath().resolve("pipelines").normalize());
    return new PipelineFinder(
        checkout, current, folders.stream().map(PipelineFinder::real).distinct().toList());
  }

  /** One folder by two names, over links, is one. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder; // it is not there
    }
  }

  private static String nameOf(String given) {
    return LakeFile.nameOf(given);
  }

  /**
   * Finds a definition.
   *
   * @param given a name, or a file: what ends with {@code .yaml} or has a slash
   * @throws CommandFailure if there is none, with the names and folders that there are
   */
  Found find(String given) {
    return isFile(given) ? file(given) : named(given);
  }

  private static boolean isFile(String given) {
    return given.matches("(?s).*([/\\\\].*|\\.ya?ml)");
  }

  private Found file(String given) {
    Path file = current.resolve(given).normalize();
    if (Files.isDirectory(file)) {
      throw new CommandFailure(
          "%s is a folder; name a pipeline's file in it: %s."
              .formatted(given, shown(names(List.of(file)))));
    }
    if (!Files.isRegularFile(file)) {
      Path folder = file.getParent();
      throw new CommandFailure(
          "file %s does not exist%s"
              .formatted(given, nearby(nameOf(given), names(List.of(folder)))));
    }
    if (!file.toString().endsWith(SUFFIX)) {
      throw new CommandFailure(
          "%s must end with .yaml: functions load NAME.yaml of their layer. Rename it to %s.yaml."
              .formatted(given, nameOf(given)));
    }
    return new Found(file, new PipelinePlace(checkout, file.getParent()), List.of());
  }

  private Found named(String name) {
    List<Path> files =
        folders.stream()
            .map(folder -> folder.resolve(name + SUFFIX))
            .filter(Files::isRegularFile)
            .toList();
    if (files.isEmpty()) {
      throw new CommandFailure("no pipeline '" + name + "'" + hint(name));
    }
    Path first = files.get(0);
    return new Found(
        first, new PipelinePlace(checkout, first.getParent()), files.subList(1, files.size()));
  }

  private String hint(String name) {
    if (Files.isRegularFile(current.resolve(name + SUFFIX))) {
      return " by that name, but there is a file: ./%s.yaml names it.".formatted(name);
    }
    TreeSet<String> known = names(folders);
    return "%s There are %s. Looked in %s; a file of another folder is named by its path."
        .formatted(
            Suggestion.of(name, known).isEmpty() ? "." : Suggestion.of(name, known),
            shown(known),
            String.join(
                ", ", folders.stream().filter(Files::isDirectory).map(Path::toString).toList()));
  }

  private static String nearby(String name, TreeSet<String> known) {
    String near = Suggestion.of(name, known);
    return near.isEmpty() ? ". In its folder there are: " + shown(known) + "." : near;
  }

  private static String shown(TreeSet<String> names) {
    return names.isEmpty() ? "(none)" : String.join(", ", names);
  }

  /** The folder for a user's own definitions; it need not be there. */
  Path own() {
    return folders.get(0);
  }

  /** The names of a user's own definitions; if there are none, those of the checkout's. */
  TreeSet<String> ownNames() {
    TreeSet<String> own = names(folders.subList(0, folders.size() - 1));
    return own.isEmpty() ? names(folders) : own;
  }

  private static TreeSet<String> names(List<Path> folders) {
    TreeSet<String> names = new TreeSet<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(SUFFIX))
              .forEach(name -> names.add(nameOf(name)));
        } catch (IOException e) {
          throw new CommandFailure("can't list " + folder + ": " + e, e);
        }
      }
    }
    return names;
  }
}
