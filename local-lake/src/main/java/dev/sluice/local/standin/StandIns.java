package dev.sluice.local.standin;

import dev.sluice.core.pipeline.HttpSource;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Which APIs have stand-ins. */
public final class StandIns {
  private StandIns() {}

  /**
   * Starts the stand-in for the API that a pipeline asks. Empty: it asks none that has one.
   *
   * @param faulty whether it fails now and then
   */
  public static Optional<StandIn> start(Path checkout, Pipeline pipeline, boolean faulty)
      throws IOException {
    boolean asksTomorrow =
        pipeline.tickedSources().values().stream()
            .anyMatch(
                source ->
                    source instanceof HttpSource api
                        && api.call().url().startsWith(WeatherStandIn.REAL));
    return asksTomorrow
        ? Optional.of(WeatherStandIn.start(checkout.resolve("pipelines"), faulty))
        : Optional.empty();
  }
}
