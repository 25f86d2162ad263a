package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Problem;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A pipeline of this repository, copied into a folder to be changed and loaded. */
final class PipelineFile {
  static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  private final Path file;

  private PipelineFile(Path file) {
    this.file = file;
  }

  static PipelineFile copy(String name, Path folder) {
    try (Stream<Path> beside = Files.list(PIPELINES.resolve(name))) {
      Files.createDirectories(folder.resolve(name));
      for (Path each : beside.toList()) {
        Files.write(folder.resolve(name).resolve(each.getFileName()), Files.readAllBytes(each));
      }
      Path file = folder.resolve(name + ".yaml");
      Files.write(file, Files.readAllBytes(PIPELINES.resolve(name + ".yaml")));
      return new PipelineFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With all other files of its folder. */
  static PipelineFile copyAll(String name, Path folder) {
    try (Stream<Path> files = Files.walk(PIPELINES)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(PIPELINES.relativize(each).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
      return new PipelineFile(folder.resolve(name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PipelineFile with(String text) {
    return withFile(file.getFileName().toString(), text);
  }

  /** Replaces a text that must be there. */
  PipelineFile replace(String old, String replacement) {
    assertThat(text()).contains(old);
    return with(text().replace(old, replacement));
  }

  /** Writes a file beside the pipeline file. */
  PipelineFile withFile(String path, String text) {
    try {
      Files.writeString(file.resolveSibling(path), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Pipeline load() {
    return load(Map.of());
  }

  Pipeline load(Map<String, String> environment) {
    return new PipelineLoader().load(file, environment);
  }

  /** What is wrong, as {@code path: message}; empty if it loads. */
  List<String> problems() {
    return problems(Map.of());
  }

  List<String> problems(Map<String, String> environment) {
    try {
      load(environment);
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream().map(PipelineFile::show).toList();
    }
  }

  private static String show(Problem problem) {
    return problem.path() + ": " + problem.message();
  }
}
