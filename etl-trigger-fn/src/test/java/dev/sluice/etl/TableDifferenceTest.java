package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

class TableDifferenceTest {
  @Test
  void anIcebergTableDoesNotBecomePlainAgain() {
    Table iceberg = Table.builder().parameters(Map.of("table_type", "ICEBERG")).build();
    assertThat(TableDifference.problems(iceberg, TableInput.builder().build()))
        .singleElement()
        .asString()
        .contains("it is an Iceberg table")
        .contains("write 'format: iceberg' again");
  }
}
