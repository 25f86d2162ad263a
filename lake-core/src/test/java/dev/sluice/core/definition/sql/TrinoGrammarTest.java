package dev.sluice.core.definition.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Trino's own parser says, whose dialect is Athena's. */
class TrinoGrammarTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  static Stream<Path> pipelines() throws IOException {
    return Files.list(PIPELINES).filter(file -> file.toString().endsWith(".yaml")).sorted();
  }

  private static Statement parse(String sql) {
    return new SqlParser().createStatement(sql.strip().replaceFirst(";$", ""));
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void takesEachStatementOfAPipeline(Path file) {
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    List<String> statements =
        Stream.concat(
                pipeline.refined().stream().map(RefinedTable::sql),
                pipeline.queries().stream().map(NamedQuery::sql))
            .toList();
    assertThat(statements)
        .allSatisfy(sql -> assertThat(parse(sql)).as(sql).isInstanceOf(Query.class));
  }

  @Test
  void takesWhatTheCheckTakes() {
    assertThat(SqlCorpus.GOOD)
        .allSatisfy(sql -> assertThatCode(() -> parse(sql)).as(sql).doesNotThrowAnyException());
  }

  @Test
  void seesEveryStatement() throws IOException {
    assertThat(pipelines()).hasSizeGreaterThan(4);
  }
}
