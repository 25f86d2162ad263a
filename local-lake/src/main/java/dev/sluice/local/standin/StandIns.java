package dev.sluice.local.standin;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.HttpSource;
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
    if (asks(pipeline, WeatherStandIn.REAL)) {
      return Optional.of(WeatherStandIn.start(checkout.resolve("pipelines"), faulty));
    }
    return asks(pipeline, TmdbStandIn.REAL) ? Optional.of(TmdbStandIn.start()) : Optional.empty();
  }

  private static boolean asks(Pipeline pipeline, String real) {
    return pipeline.tickedSources().values().stream()
        .anyMatch(source -> source instanceof HttpSource api && api.call().url().startsWith(real));
  }
}
