package dev.sluice.core.run.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.port.MetadataCatalog.MetadataPointer;
import dev.sluice.core.run.port.MetadataCatalog.MetadataSwap;
import dev.sluice.core.run.port.MetadataCatalog.ShownColumn;
import dev.sluice.core.run.port.MetadataCatalog.ShownTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link MetadataCatalog} does. */
public abstract class MetadataCatalogContract {
  private static final ShownTable SHOWN =
      new ShownTable(
          "s3://lake/trusted/farm/readings",
          List.of(
              new ShownColumn("reading_id", "string", "unique"),
              new ShownColumn("event_time", "timestamp", "")),
          "");

  /** A catalog that has no tables. */
  protected abstract MetadataCatalog catalog() throws IOException;

  /** Makes a table of another format. */
  protected abstract void makePlain(String table) throws IOException;

  private static MetadataSwap to(String name, Optional<MetadataPointer> base) {
    return new MetadataSwap(
        "readings", base, "s3://lake/trusted/farm/readings/metadata/" + name, SHOWN);
  }

  @Test
  void aTableThatIsNotThereIsMade() throws IOException {
    MetadataCatalog catalog = catalog();
    assertThat(catalog.read("readings")).isEmpty();
    assertThat(catalog.swap(to("1", Optional.empty()))).isTrue();
    assertThat(catalog.read("readings").orElseThrow().location()).endsWith("/metadata/1");
  }

  @Test
  void aTableThatIsThereIsNotMade() throws IOException {
    MetadataCatalog catalog = catalog();
    catalog.swap(to("1", Optional.empty()));
    assertThat(catalog.swap(to("2", Optional.empty()))).isFalse();
    assertThat(catalog.read("readings").orElseThrow().location()).endsWith("/metadata/1");
  }

  @Test
  void ofTwoWithTheSameBaseTheFirstSucceeds() throws IOException {
    MetadataCatalog catalog = catalog();
    catalog.swap(to("1", Optional.empty()));
    Optional<MetadataPointer> base = catalog.read("readings");
    assertThat(catalog.swap(to("2", base))).isTrue();
    assertThat(catalog.swap(to("3", base))).isFalse();
    assertThat(catalog.read("readings").orElseThrow().location()).endsWith("/metadata/2");
  }

  @Test
  void aTableOfAnotherFormatBecomesAnIcebergTable() throws IOException {
    MetadataCatalog catalog = catalog();
    makePlain("readings");
    Optional<MetadataPointer> plain = catalog.read("readings");
    assertThat(plain.orElseThrow().isIceberg()).isFalse();
    assertThat(catalog.swap(to("1", plain))).isTrue();
    assertThat(catalog.read("readings").orElseThrow().isIceberg()).isTrue();
    assertThat(catalog.folder("readings")).contains(to("1", plain).shown().location());
    assertThat(catalog.folder("others")).isEmpty();
  }
}
