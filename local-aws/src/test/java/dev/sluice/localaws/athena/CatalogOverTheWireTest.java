package dev.sluice.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionInput;

class CatalogOverTheWireTest extends AthenaOverTheWire {
  @Test
  void keepsTheCatalogOverTheWire() {
    glue.createTable(
        r ->
            r.databaseName("farm")
                .tableInput(
                    t ->
                        t.name("Parts")
                            .partitionKeys(
                                List.of(Column.builder().name("y").type("int").build()))));
    BatchCreatePartitionResponse created =
        glue.batchCreatePartition(
            r ->
                r.databaseName("farm")
                    .tableName("parts")
                    .partitionInputList(partition("1"), partition("1")));

    assertThat(created.errors()).hasSize(1);
    assertThat(glue.getPartitions(r -> r.databaseName("farm").tableName("parts")).partitions())
        .hasSize(1);
    assertThat(glue.getTables(r -> r.databaseName("farm").expression("par.*")).tableList())
        .hasSize(1);
    assertThat(glue.getTable(r -> r.databaseName("farm").name("parts")).table().createTime())
        .isEqualTo(TableFixture.NOW);
    assertThatThrownBy(() -> glue.getTable(r -> r.databaseName("farm").name("none")))
        .isInstanceOf(EntityNotFoundException.class);
    assertThatThrownBy(() -> glue.createDatabase(r -> r.databaseInput(d -> d.name("farm"))))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> glue.getTableVersions(r -> r.databaseName("farm").tableName("parts")))
        .hasMessageContaining("does not implement");
  }

  private static PartitionInput partition(String value) {
    return PartitionInput.builder().values(value).build();
  }
}
