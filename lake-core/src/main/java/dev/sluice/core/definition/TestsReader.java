package dev.sluice.core.definition;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Pipeline;
import java.util.Optional;

/** Who reads a definition's tests: the command line. Functions pass over them. */
@FunctionalInterface
public interface TestsReader {
  /** Passes over them. */
  TestsReader NONE = (tests, reading, pipeline) -> {};

  /**
   * Reads the section {@code tests}.
   *
   * @param tests the section
   * @param reading takes what is wrong with it
   * @param pipeline what is tested; empty: it has problems of its own
   */
  void read(YamlNode tests, Reading reading, Optional<Pipeline> pipeline);
}
