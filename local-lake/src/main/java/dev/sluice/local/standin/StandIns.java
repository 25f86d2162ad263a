package dev.sluice.local.standin;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.HttpSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which APIs have stand-ins. */
public final class StandIns {
  private StandIns() {}

  /**
   * Starts what answers in the place of the API that a pipeline asks. Empty: the API itself does.
   *
   * @param answers recorded ones, which are taken before all others
   * @param faulty whether it fails now and then
   */
  public static Optional<StandIn> start(
      Path checkout, Pipeline pipeline, Optional<Path> answers, boolean faulty) throws IOException {
    if (answers.isPresent()) {
      return Optional.of(RecordedAnswers.start(answers.get(), apis(pipeline)));
    }
    if (asks(pipeline, WeatherStandIn.REAL)) {
      return Optional.of(WeatherStandIn.start(checkout.resolve("pipelines"), faulty));
    }
    return asks(pipeline, TmdbStandIn.REAL) ? Optional.of(TmdbStandIn.start()) : Optional.empty();
  }

  /**
   * Why a pipeline can't be played with these recorded answers; empty if it can, or if there are
   * none.
   */
  public static Optional<String> problem(Pipeline pipeline, Optional<Path> answers) {
    if (answers.isPresent() && apis(pipeline).isEmpty()) {
      return Optional.of(
          "--answers: %s has no HTTP source that could be answered.".formatted(pipeline.name()));
    }
    try {
      if (answers.isPresent()) {
        RecordedAnswers.files(answers.get());
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The servers that are really asked when the pipeline is played without recorded answers. */
  public static Set<String> realServers(Pipeline pipeline) {
    boolean hasStandIn = asks(pipeline, WeatherStandIn.REAL) || asks(pipeline, TmdbStandIn.REAL);
    return hasStandIn
        ? Set.of()
        : apis(pipeline).stream()
            .map(api -> api.call().url().replaceFirst("^(https?://[^/?#]+).*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean asks(Pipeline pipeline, String real) {
    return apis(pipeline).stream().anyMatch(api -> api.call().url().startsWith(real));
  }

  private static List<HttpSource> apis(Pipeline pipeline) {
    return pipeline.tickedSources().values().stream()
        .filter(HttpSource.class::isInstance)
        .map(HttpSource.class::cast)
        .toList();
  }
}
