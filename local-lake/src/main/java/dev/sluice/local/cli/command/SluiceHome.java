package dev.sluice.local.cli.command;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.sql.TrinoSqlCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checkout that the launcher was started from. */
public final class SluiceHome {
  private SluiceHome() {}

  static Path root() {
    return Path.of(System.getProperty("sluice.root", "."));
  }

  static Path pipelines() {
    return root().resolve("pipelines");
  }

  static Path template() {
    return root().resolve("sam").resolve("template.yaml");
  }

  /** A pipeline's file. */
  public static Path pipeline(String name) {
    Path file = pipelines().resolve(name + ".yaml");
    if (!Files.exists(file)) {
      throw new CommandFailure("no pipeline '" + name + "'; there are " + names() + ".");
    }
    return file;
  }

  /** A pipeline with the settings of the environment, as functions read them. */
  static Pipeline load(String name) {
    return new PipelineLoader(new TrinoSqlCheck()).load(pipeline(name), settings());
  }

  /** What {@code SLUICE_SETTINGS} says. */
  static Map<String, String> settings() {
    try {
      return PipelineSettings.in(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage() + ".", e);
    }
  }

  private static String names() {
    try (Stream<Path> files = Files.list(pipelines())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      throw new CommandFailure("can't list " + pipelines() + ": " + e, e);
    }
  }
}
