package dev.sluice.core.produce.http.memory;

import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import java.util.List;
import java.util.Optional;

/**
 * What a feed remembers of an answer.
 *
 * @param validator for a conditional request
 * @param marks of all its items, those given before among them
 */
public record Traces(Optional<Validator> validator, List<Mark> marks) {
  /** Of an answer that isn't remembered. */
  public static final Traces NONE = new Traces(Optional.empty(), List.of());

  public Traces {
    marks = List.copyOf(marks);
  }
}
