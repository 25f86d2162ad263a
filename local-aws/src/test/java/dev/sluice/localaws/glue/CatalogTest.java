package dev.sluice.localaws.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
  @TempDir Path directory;
  private Catalog catalog;

  @BeforeEach
  void makeDatabase() throws IOException {
    catalog = new Catalog(directory, clock);
    catalog.createDatabase(json("{'Name': 'Farm'}"));
  }

  @Test
  void keepsNamesInLowerCase() throws IOException {
    catalog.createTable("FARM", json("{'Name': 'Readings'}"));

    assertThat(catalog.database("farm").path("Name").asText()).isEqualTo("farm");
    assertThat(catalog.table("Farm", "READINGS").path("Name").asText()).isEqualTo("readings");
  }

  @Test
  void findsEverythingAfterARestart() throws IOException {
    catalog.createTable("farm", json("{'Name': '_database', 'PartitionKeys': [{'Name': 'y'}]}"));
    catalog.createPartition("farm", "_database", json("{'Values': ['2026']}"));

    Catalog again = new Catalog(directory, clock);

    assertThat(again.databases()).isEqualTo(catalog.databases());
    assertThat(again.tables("farm")).isEqualTo(catalog.tables("farm"));
    assertThat(again.partition("farm", "_database", List.of("2026")).path("Values").size())
        .isEqualTo(1);
  }

  @Test
  void keepsPartitionsWhenATableChanges() throws IOException {
    catalog.createTable("farm", json("{'Name': 't', 'PartitionKeys': [{'Name': 'y'}]}"));
    catalog.createPartition("farm", "t", json("{'Values': ['2026']}"));

    catalog.updateTable("farm", json("{'Name': 'T', 'PartitionKeys': [{'Name': 'y'}]}"));

    assertThat(catalog.partitions("farm", "t")).hasSize(1);
    assertThat(catalog.table("farm", "t").path("VersionId").asText()).isEqualTo("1");
  }

  @Test
  void forgetsADatabaseWithItsTables() throws IOException {
    catalog.createTable("farm", json("{'Name': 't'}"));

    catalog.deleteDatabase("farm");

    assertThat(new Catalog(directory, clock).databases()).isEmpty();
    assertThatThrownBy(() -> catalog.tables("farm")).hasMessage("Database farm not found.");
  }

  @Test
  void refusesWhatGlueRefuses() throws IOException {
    JsonNode twice = json("{'Name': 't', 'PartitionKeys': [{'Name': 'y'}, {'Name': 'Y'}]}");
    JsonNode once = json("{'Name': 't', 'PartitionKeys': [{'Name': 'y'}]}");
    catalog.createTable("farm", once);

    assertThatThrownBy(() -> catalog.createTable("farm", once)).hasMessageContaining("exists");
    assertThatThrownBy(() -> catalog.updateTable("farm", twice)).hasMessageContaining("Y twice");
    assertThatThrownBy(() -> catalog.createPartition("farm", "t", json("{'Values': []}")))
        .hasMessageContaining("does not match");
    assertThatThrownBy(() -> catalog.createTable("farm", json("{'Name': 'a/b'}")))
        .hasMessageContaining("slash");
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
