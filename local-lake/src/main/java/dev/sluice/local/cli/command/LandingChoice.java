package dev.sluice.local.cli.command;

import dev.sluice.core.pipeline.source.LandingSource;
import dev.sluice.local.cli.client.CommandFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of a pipeline's sources takes a file.
 *
 * @param pipeline its name
 * @param sources those that take files
 */
record LandingChoice(String pipeline, List<LandingSource> sources) {
  /**
   * The only source that takes a file of that name.
   *
   * @param folder in which it is to land, if the user said so
   */
  LandingSource of(String name, Optional<String> folder) {
    if (sources.isEmpty()) {
      throw new CommandFailure("pipeline '" + pipeline + "' takes no files.");
    }
    Optional<String> from = folder.map(text -> text.endsWith("/") ? text : text + "/");
    List<LandingSource> fitting =
        sources.stream()
            .filter(source -> source.matches(name))
            .filter(source -> from.isEmpty() || source.from().equals(from.get()))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String known =
        (fitting.isEmpty() ? sources : fitting)
            .stream()
                .map(source -> source.from() + source.match())
                .collect(Collectors.joining(", "));
    throw new CommandFailure(
        fitting.isEmpty()
            ? "no source of '%s' takes '%s'%s; they take %s. Give it such a name with --as."
                .formatted(pipeline, name, from.map(text -> " in " + text).orElse(""), known)
            : "'%s' fits several sources: %s. Name the folder with --to.".formatted(name, known));
  }
}
