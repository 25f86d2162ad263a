package dev.sluice.local.cli.command;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.lake.FunctionLimits;
import dev.sluice.local.sql.TrinoSqlCheck;
import java.nio.file.Path;
import java.util.Map;

/** The checkout that the launcher was started from. */
public final class SluiceHome {
  private SluiceHome() {}

  static Path root() {
    return Path.of(System.getProperty("sluice.root", "."));
  }

  static PipelineFinder finder() {
    return PipelineFinder.of(root(), System.getenv(), Path.of("").toAbsolutePath());
  }

  /** A pipeline by its name or file; says on standard error which is taken of several. */
  static PipelineFinder.Found find(String given) {
    PipelineFinder.Found found = finder().find(given);
    found.note().ifPresent(note -> System.err.println("sluice: " + note));
    return found;
  }

  /** A pipeline's file. */
  public static Path pipeline(String given) {
    return find(given).file();
  }

  /** A pipeline with the settings of the environment, as functions read them. */
  static Pipeline load(String given) {
    return load(pipeline(given));
  }

  /** A definition with the settings of the environment. */
  static Pipeline load(Path definition) {
    return new PipelineLoader(new TrinoSqlCheck()).load(definition, settings());
  }

  /** Refuses an environment in which no lake can start. */
  static void refuseFunctionLimits() {
    try {
      FunctionLimits.of(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  /** What {@code SLUICE_SETTINGS} says. */
  static Map<String, String> settings() {
    try {
      return PipelineSettings.in(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage() + ".", e);
    }
  }
}
