package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {
  private static final String WIND = "wind_ms: {from: wind, type: double}";

  @TempDir Path folder;

  private PipelineFile with(String wind) {
    return PipelineFile.copy("seattle", folder).replace(WIND, "wind_ms: " + wind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          {from: wind, type: "decimal(10,2)"} => decimal(10,2)
          {from: wind, type: "decimal( 38 , 38 )"} => decimal(38,38)
          {from: wind, type: decimal(9)} => decimal(9,0)
          {from: date, type: timestamp(6)} => timestamp(6)
          {from: date, type: timestamp(3)} => timestamp
          {from: weather, type: binary} => binary
          """)
  void columnsHaveExactTypes(String column, String type) {
    assertThat(with(column).load().trusted().get(0).columns())
        .filteredOn(each -> each.name().equals("wind_ms"))
        .singleElement()
        .satisfies(each -> assertThat(each.typeName()).isEqualTo(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          {from: wind, type: decimal} => a decimal has its digits
          {from: wind, type: "decimal(39,2)"} => decimal(39,2) is not a type: there are 1 to 38 digits
          {from: wind, type: "decimal(2,3)"} => decimal(2,3) is not a type
          {from: wind, type: timestamp(9)} => unknown type 'timestamp(9)'
          {from: date, type: "decimal(4,2)"} => the field 'date' is of type date, which can't become decimal
          {from: wind, type: binary} => the field 'wind' is of type double, which can't become binary
          """)
  void whatIsNotATypeIsRefused(String column, String problem) {
    assertThat(with(column).problems()).first().asString().contains(problem);
  }

  @Test
  void aDecimalWithoutQuotesInBracesIsExplained() {
    assertThat(with("{from: wind, type: decimal(10,2)}").problems())
        .anySatisfy(problem -> assertThat(problem).contains("in quotes: \"decimal(10,2)\""));
  }

  @Test
  void typesOfColumnsAreNoTypesOfFields() {
    assertThat(
            PipelineFile.copy("seattle", folder)
                .replace("wind: {type: double", "wind: {type: 'decimal(5,1)'")
                .problems())
        .first()
        .asString()
        .contains("write double or string here");
  }

  @Test
  void boundsOfADecimalHaveItsDigits() {
    assertThat(
            with("{from: wind, type: 'decimal(5,1)'}")
                .replace(
                    "    dedupe: day_id",
                    "    dedupe: day_id\n    checks: {w: {column: wind_ms, range: {max: 1.25}}}")
                .problems())
        .singleElement()
        .asString()
        .contains("is not a value of type decimal(5,1)");
  }
}
