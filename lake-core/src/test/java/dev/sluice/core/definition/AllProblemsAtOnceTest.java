package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.definition.sql.SqlCheck;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllProblemsAtOnceTest {
  private static final SqlCheck SQL =
      (sql, tables) ->
          new SqlCheck.Result(
              List.of(new SqlCheck.Problem(1, "not one of the tables " + tables.keySet())),
              Optional.empty());

  @Test
  void reportsEveryProblemOfABrokenFileInItsOrder() throws IOException, URISyntaxException {
    Path file = Path.of(getClass().getResource("broken.yaml").toURI());

    InvalidPipelineException failure =
        catchThrowableOfType(
            InvalidPipelineException.class,
            () -> new PipelineLoader(SQL).load(file, Map.of("LIMIT", "hot")));

    assertThat(failure.getMessage().lines())
        .containsExactlyElementsOf(Files.readAllLines(file.resolveSibling("broken.txt")));
    assertThat(failure.problems()).isSorted().doesNotHaveDuplicates();
  }
}
