package dev.sluice.local.play;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.Period;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.StackChoice;
import dev.sluice.local.sql.TrinoSqlCheck;
import dev.sluice.localaws.fault.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is played.
 *
 * @param place where the pipeline's files and the functions' packages are
 * @param pipeline its definition, as its functions will load it
 * @param stack what is chosen of its stack
 * @param directory of the lake
 * @param time that is played
 * @param faults what goes wrong
 * @param given by users in files
 */
public record PlayPlan(
    PipelinePlace place,
    Pipeline pipeline,
    StackChoice stack,
    Path directory,
    Period time,
    FaultPlan faults,
    Given given) {
  /** Loads a pipeline of the checkout, to be played without faults. */
  public static PlayPlan of(
      Path checkout, String pipeline, Path directory, Instant start, Duration length) {
    PipelinePlace place = PipelinePlace.in(checkout);
    return new PlayPlan(
        place,
        new PipelineLoader(new TrinoSqlCheck()).load(place.file(pipeline), Map.of()),
        StackChoice.of(pipeline),
        directory,
        new Period(start, start.plus(length)),
        FaultPlan.NONE,
        Given.NOTHING);
  }

  /**
   * What users give in files.
   *
   * @param answers a file or folder with recorded answers of its API; empty: the stand-in for the
   *     API answers, or the API itself
   * @param records a file of records, put into the stream of a pipeline that others fill
   */
  public record Given(Optional<Path> answers, Optional<Path> records) {
    public static final Given NOTHING = new Given(Optional.empty(), Optional.empty());
  }

  /** The same with records of a file. */
  public PlayPlan withRecords(Path file) {
    Given files = new Given(given.answers, Optional.of(file));
    return new PlayPlan(place, pipeline, stack, directory, time, faults, files);
  }

  /** The same with other faults. */
  public PlayPlan with(FaultPlan otherFaults) {
    return new PlayPlan(place, pipeline, stack, directory, time, otherFaults, given);
  }

  /** The same with other values for the template's parameters. */
  public PlayPlan with(Map<String, String> otherParameters) {
    return new PlayPlan(
        place, pipeline, stack.withParameters(otherParameters), directory, time, faults, given);
  }

  /** How many minutes are played. */
  public long minutes() {
    return Duration.between(time.from(), time.to()).toMinutes();
  }
}
