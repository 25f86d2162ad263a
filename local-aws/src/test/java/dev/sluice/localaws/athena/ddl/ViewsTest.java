package dev.sluice.localaws.athena.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.TableFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {
  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void make() throws Exception {
    lake = new TableFixture(directory);
    lake.parquet(
            "t/a.parquet",
            "SELECT 1::INT AS n, 'x' AS name, TIMESTAMP '2026-06-01 10:00:00' AS seen")
        .parquetTable("t", "n int, name string, seen timestamp");
  }

  @Test
  void isKeptInTheCatalogAsAthenaKeepsIt() throws Exception {
    assertThat(lake.csv("CREATE VIEW V1 AS\nSELECT n, name AS label, seen FROM t;")).isEmpty();

    ObjectNode view = lake.catalog.table("farm", "v1");
    assertThat(view.path("TableType").asText()).isEqualTo("VIRTUAL_VIEW");
    assertThat(view.path("ViewExpandedText").asText()).isEqualTo("/* Presto View */");
    assertThat(view.at("/Parameters/presto_view").asText()).isEqualTo("true");
    assertThat(view.at("/StorageDescriptor/Columns").toString())
        .isEqualTo(
            "[{\"Name\":\"n\",\"Type\":\"int\"},{\"Name\":\"label\",\"Type\":\"string\"},"
                + "{\"Name\":\"seen\",\"Type\":\"timestamp\"}]");
    String text = view.path("ViewOriginalText").asText();
    assertThat(text).startsWith("/* Presto View: ").endsWith(" */");
    String json =
        new String(
            Base64.getDecoder().decode(text.substring(16, text.length() - 3)),
            StandardCharsets.UTF_8);
    JsonNode definition = new JsonMapper().readTree(json);
    assertThat(definition.path("originalSql").asText())
        .isEqualTo("SELECT n, name AS label, seen FROM t");
    assertThat(definition.path("schema").asText()).isEqualTo("farm");
    assertThat(definition.path("columns").toString())
        .isEqualTo(
            "[{\"name\":\"n\",\"type\":\"integer\"},{\"name\":\"label\",\"type\":\"varchar\"},"
                + "{\"name\":\"seen\",\"type\":\"timestamp(3)\"}]");
  }

  @Test
  void isQueriedLikeATableAlsoThroughOtherViewsAndFromOtherDatabases() throws Exception {
    lake.csv("CREATE DATABASE other");
    lake.csv("CREATE VIEW v1 AS SELECT n + 1 AS n, date_format(seen, '%Y/%i') AS y FROM t");
    lake.csv("CREATE VIEW other.v2 AS SELECT v.n * 10 AS n, t.name, y FROM v1 v, farm.t");

    assertThat(lake.csv("SELECT * FROM other.v2 WHERE n > 0"))
        .isEqualTo("\"n\",\"name\",\"y\"\n\"20\",\"x\",\"2026/00\"\n");
    assertThat(new String(run("other", "SELECT n FROM v2"), StandardCharsets.UTF_8))
        .isEqualTo("\"n\"\n\"20\"\n");
  }

  private byte[] run(String database, String sql) throws Exception {
    return dev.sluice.localaws.athena.result.ResultCsv.write(lake.engine.run(database, sql));
  }

  @Test
  void aViewMadeThroughGluesApiIsQueriedToo() throws Exception {
    String definition =
        "{\"originalSql\": \"SELECT n FROM t\", \"catalog\": \"awsdatacatalog\", \"schema\":"
            + " \"farm\", \"columns\": [{\"name\": \"n\", \"type\": \"integer\"}]}";
    ObjectNode input = new JsonMapper().createObjectNode().put("Name", "byhand");
    input.put("TableType", "VIRTUAL_VIEW");
    input.put(
        "ViewOriginalText",
        "/* Presto View: "
            + Base64.getEncoder().encodeToString(definition.getBytes(StandardCharsets.UTF_8))
            + " */");
    input
        .putObject("StorageDescriptor")
        .putArray("Columns")
        .addObject()
        .put("Name", "n")
        .put("Type", "int");
    lake.catalog.createTable("farm", input);

    assertThat(lake.csv("SELECT n FROM byhand")).isEqualTo("\"n\"\n\"1\"\n");
  }

  @Test
  void isReplacedOnlyWhenTheStatementSaysSo() throws Exception {
    lake.csv("CREATE VIEW v AS SELECT n FROM t");

    assertThatThrownBy(() -> lake.csv("CREATE VIEW v AS SELECT name FROM t"))
        .hasMessageContaining("View already exists: 'farm.v'");
    assertThatThrownBy(() -> lake.csv("CREATE OR REPLACE VIEW t AS SELECT 1 AS n"))
        .hasMessageContaining("is a table");
    lake.csv("CREATE OR REPLACE VIEW v AS SELECT name FROM t");
    assertThat(lake.csv("SELECT * FROM v")).isEqualTo("\"name\"\n\"x\"\n");
  }

  @Test
  void aViewThatUsesItselfIsRefused() throws Exception {
    lake.csv("CREATE VIEW a AS SELECT n FROM t");
    lake.csv("CREATE VIEW b AS SELECT n FROM a");

    assertThatThrownBy(() -> lake.csv("CREATE OR REPLACE VIEW a AS SELECT n FROM b"))
        .hasMessageStartingWith("VIEW_IS_RECURSIVE");
    assertThat(lake.csv("SELECT n FROM b")).isEqualTo("\"n\"\n\"1\"\n");
  }

  @Test
  void saysWhichViewIsBrokenAndWhy() throws Exception {
    lake.csv("CREATE VIEW v AS SELECT * FROM t");
    lake.csv("DROP TABLE t");
    assertThatThrownBy(() -> lake.csv("SELECT *\nFROM v"))
        .hasMessageStartingWith(
            "INVALID_VIEW: line 2:6: Failed analyzing stored view 'awsdatacatalog.farm.v':"
                + " TABLE_NOT_FOUND");

    lake.parquetTable("t", "other int");
    assertThatThrownBy(() -> lake.csv("SELECT * FROM v"))
        .hasMessageStartingWith("VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.farm.v'")
        .hasMessageContaining("[other]");
  }

  @Test
  void takesColumnsOfEveryType() throws Exception {
    lake.csv(
        "CREATE VIEW all_types AS SELECT [1, 2] AS many, {'x': 1, 'Y z': 'a'} AS both, 1.5 AS"
            + " price, now() AS at, true AS flag, date '2026-01-01' AS day, sum(n) AS total FROM"
            + " t");

    assertThat(lake.csv("DESCRIBE all_types"))
        .isEqualTo(
            "many\tarray(integer)\nboth\trow(\"x\" integer, \"y z\" varchar)\n"
                + "price\tdecimal(2,1)\nat\ttimestamp with time zone\nflag\tboolean\n"
                + "day\tdate\ntotal\tbigint");
    assertThat(lake.csv("SELECT many, price, flag, total FROM all_types"))
        .isEqualTo("\"many\",\"price\",\"flag\",\"total\"\n\"[1, 2]\",\"1.5\",\"true\",\"1\"\n");
  }

  @Test
  void isListedShownAndDropped() throws Exception {
    lake.csv("CREATE OR REPLACE VIEW \"v\" AS SELECT n\nFROM t");

    assertThat(lake.csv("SHOW TABLES")).isEqualTo("t\nv");
    assertThat(lake.csv("SHOW VIEWS IN farm")).isEqualTo("v");
    assertThat(lake.csv("SHOW CREATE VIEW v")).isEqualTo("CREATE VIEW v AS \nSELECT n\nFROM t");
    assertThat(lake.csv("SHOW COLUMNS IN v")).isEqualTo("n\tinteger");
    assertThatThrownBy(() -> lake.csv("DROP TABLE v")).hasMessageContaining("DROP VIEW v");
    assertThatThrownBy(() -> lake.csv("DROP VIEW t")).hasMessageContaining("DROP TABLE t");
    assertThat(lake.csv("DROP VIEW v")).isEmpty();
    assertThatThrownBy(() -> lake.csv("DROP VIEW v")).hasMessageContaining("TABLE_NOT_FOUND");
    assertThat(lake.csv("DROP VIEW IF EXISTS v")).isEmpty();
  }
}
