package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllProblemsAtOnceTest {
  @Test
  void reportsEveryProblemOfABrokenFileInItsOrder() throws IOException, URISyntaxException {
    Path file = Path.of(getClass().getResource("broken.yaml").toURI());

    InvalidPipelineException failure =
        catchThrowableOfType(
            InvalidPipelineException.class,
            () -> new PipelineLoader().load(file, Map.of("LIMIT", "hot")));

    assertThat(failure.getMessage().lines())
        .containsExactlyElementsOf(Files.readAllLines(file.resolveSibling("broken.txt")));
    assertThat(failure.problems()).isSorted().doesNotHaveDuplicates();
  }
}
