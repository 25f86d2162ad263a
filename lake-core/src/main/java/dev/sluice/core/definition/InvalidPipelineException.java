package dev.sluice.core.definition;

import dev.sluice.core.definition.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A pipeline file that can't be used, with everything that is wrong with it. The message is ready
 * to print: one line {@code windfarm.yaml:12:7 alerts.x.when.above: …} for each problem.
 */
public final class InvalidPipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidPipelineException(Path file, List<Problem> problems) {
    super(print(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the file's order. */
  public List<Problem> problems() {
    return problems;
  }

  private static String print(Path file, List<Problem> problems) {
    String name = String.valueOf(file.getFileName());
    return problems.stream().map(problem -> problem.print(name)).collect(Collectors.joining("\n"));
  }
}
