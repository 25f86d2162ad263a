package dev.sluice.core.produce.lines;

import dev.sluice.core.pipeline.source.LinesSource;
import java.io.IOException;

/** Opens what brings lines. */
@FunctionalInterface
public interface LineInputs {
  /** Where there is neither a sensor nor a file to read. */
  LineInputs NONE =
      source -> {
        throw new IllegalArgumentException(
            "a source 'lines' belongs to the edge process (producer-edge), which runs where the"
                + " sensor is; a function can't read it. Deploy the pipeline without a producer"
                + " (README, 'Without Lambda')");
      };

  /**
   * The source's input.
   *
   * @throws IllegalArgumentException if there is none here
   */
  LineInput open(LinesSource source) throws IOException;
}
