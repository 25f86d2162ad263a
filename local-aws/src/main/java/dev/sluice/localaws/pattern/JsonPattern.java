package dev.sluice.localaws.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * A pattern over JSON, matched by event-ruler: the code that EventBridge and SNS match with. Safe
 * for use by several threads.
 */
public final class JsonPattern {
  private static final String NAME = "pattern";

  private final Machine machine = new Machine();

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException the text is wrong; the message has event-ruler's reason
   */
  public JsonPattern(String json) {
    String problem = JsonRuleCompiler.check(json);
    if (problem != null) {
      throw new IllegalArgumentException(problem.lines().findFirst().orElse(problem));
    }
    try {
      machine.addRule(NAME, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean matches(JsonNode event) {
    return !machine.rulesForJSONEvent(event).isEmpty();
  }
}
