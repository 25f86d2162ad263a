package dev.sluice.local.lake;

import dev.sluice.localaws.template.SamConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a pipeline's files are: in the checkout, or in a folder of its author's.
 *
 * @param checkout the folder with the functions' packages and {@code sam/}
 * @param folder of the definition, which becomes the functions' layer
 */
public record PipelinePlace(Path checkout, Path folder) {
  public PipelinePlace {
    folder = folder.toAbsolutePath().normalize();
  }

  /** The folder of the samples that come with the checkout. */
  public static PipelinePlace in(Path checkout) {
    return new PipelinePlace(checkout, checkout.resolve("pipelines"));
  }

  /** A pipeline's definition. */
  public Path file(String pipeline) {
    return folder.resolve(pipeline + ".yaml");
  }

  /** What is deployed. */
  public Path template() {
    return checkout.resolve("sam").resolve("template.yaml");
  }

  /**
   * The file with the environments: beside the definitions, in the folder around them, or in the
   * folder {@code sam} there. It need not exist.
   */
  public Path samConfig() {
    Path around = folder.resolveSibling(SamConfig.NAME);
    Path sam = folder.resolveSibling("sam").resolve(SamConfig.NAME);
    return Stream.of(folder.resolve(SamConfig.NAME), around)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(sam);
  }
}
