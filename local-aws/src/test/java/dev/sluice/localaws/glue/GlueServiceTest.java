package dev.sluice.localaws.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.TestEndpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Segment;

/** The Data Catalog over the wire. */
class GlueServiceTest {
  private static final int PARTITIONS = 57;

  @TempDir private Path directory;
  private TestEndpoints endpoints;
  private GlueClient glue;

  @BeforeEach
  void start() throws IOException {
    Catalog catalog = new Catalog(directory, Clock.systemUTC());
    endpoints = TestEndpoints.serving(GlueService.over(catalog));
    glue = endpoints.client(GlueClient.builder());
    glue.createDatabase(r -> r.databaseInput(d -> d.name("farm")));
    glue.createTable(
        r ->
            r.databaseName("farm")
                .tableInput(t -> t.name("t").partitionKeys(Column.builder().name("y").build())));
  }

  @AfterEach
  void stop() {
    glue.close();
    endpoints.close();
  }

  @Test
  void updatesATableOfTheVersionGivenOnly() {
    assertThat(version()).isEqualTo("0");
    update("first", "0");
    assertThat(version()).isEqualTo("1");

    assertThatThrownBy(() -> update("second", "0"))
        .isInstanceOf(ConcurrentModificationException.class)
        .hasMessageContaining("version 1, not 0");

    assertThat(description()).isEqualTo("first");
    update("third", null);
    assertThat(version()).isEqualTo("2");
  }

  @Test
  void oneOfRacingUpdatesOfAVersionWins() {
    for (int round = 0; round < 20; round++) {
      String version = version();
      long winners = IntStream.range(0, 4).parallel().filter(i -> wins(version)).count();
      assertThat(winners).isEqualTo(1);
      assertThat(version()).isEqualTo(Integer.toString(round + 1));
    }
  }

  private boolean wins(String version) {
    try {
      update("x", version);
      return true;
    } catch (ConcurrentModificationException e) {
      return false;
    }
  }

  @Test
  void segmentsHaveEachPartitionOnce() {
    List<String> values = IntStream.range(0, PARTITIONS).mapToObj(Integer::toString).toList();
    glue.batchCreatePartition(
        r ->
            r.databaseName("farm")
                .tableName("t")
                .partitionInputList(
                    values.stream()
                        .map(value -> PartitionInput.builder().values(value).build())
                        .toList()));
    for (int total : List.of(1, 2, 3, 10)) {
      List<String> found = new ArrayList<>();
      for (int number = 0; number < total; number++) {
        found.addAll(segment(number, total));
      }
      assertThat(found).containsExactlyInAnyOrderElementsOf(values);
    }
  }

  @Test
  void refusesASegmentThatIsNotThere() {
    assertThatThrownBy(() -> segment(2, 2)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> segment(0, 11)).isInstanceOf(InvalidInputException.class);
  }

  private List<String> segment(int number, int total) {
    Segment segment = Segment.builder().segmentNumber(number).totalSegments(total).build();
    return glue
        .getPartitionsPaginator(
            r -> r.databaseName("farm").tableName("t").segment(segment).maxResults(5))
        .stream()
        .flatMap(page -> page.partitions().stream())
        .map(Partition::values)
        .flatMap(List::stream)
        .toList();
  }

  private void update(String description, String version) {
    glue.updateTable(
        r ->
            r.databaseName("farm")
                .versionId(version)
                .tableInput(
                    t ->
                        t.name("t")
                            .description(description)
                            .partitionKeys(Column.builder().name("y").build())));
  }

  private String version() {
    return glue.getTable(r -> r.databaseName("farm").name("t")).table().versionId();
  }

  private String description() {
    return glue.getTable(r -> r.databaseName("farm").name("t")).table().description();
  }
}
