package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RunFailuresTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void saysWhichStepFailedAndWhyAndWhatToDo() throws IOException {
    String state =
        """
        {"run": {"step": "FAILED", "failures": [
          {"step": "TRANSFORM", "reason": "The job failed.", "remedy": "Look into its log."}]}}
        """;

    assertThat(new RunFailures(new Terminal(System.out, false)).lines(JSON.readTree(state)))
        .containsExactly("failed at TRANSFORM: The job failed.", "what to do: Look into its log.");
    assertThat(new RunFailures(new Terminal(System.out, false)).lines(JSON.readTree("{}")))
        .isEmpty();
  }
}
