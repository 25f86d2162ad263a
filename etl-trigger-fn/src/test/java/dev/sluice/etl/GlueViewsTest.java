package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.Making;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Table;

class GlueViewsTest {
  static final Making MADE = new Making("1-", false, TableFormat.PLAIN);

  static MadeTable made(String comment, String helper, String location) {
    return new MadeTable("wide", comment, helper, location, MADE);
  }

  private final GlueClient glue = new GlueTableCatalogTest.TablesInMemory();
  private final MadeTable wide = new MadeTable("wide", "", "wide__1", "refined/farm/wide/1/", MADE);

  private TableCatalog catalog() {
    return new GlueTableCatalog(glue, "farm", "lake");
  }

  private Table wide() {
    return glue.getTable(table -> table.databaseName("farm").name("wide")).table();
  }

  /** As the engine leaves it. */
  private void make(String helper, String type) {
    glue.createTable(
        request ->
            request
                .databaseName("farm")
                .tableInput(
                    table ->
                        table
                            .name(helper)
                            .storageDescriptor(
                                storage ->
                                    storage
                                        .location("s3://lake/somewhere")
                                        .columns(column -> column.name("power").type(type)))));
  }

  /** As the engine leaves it. */
  private void makeView(String helper, String text) {
    glue.createTable(
        request ->
            request
                .databaseName("farm")
                .tableInput(
                    table ->
                        table
                            .name(helper)
                            .tableType("VIRTUAL_VIEW")
                            .viewOriginalText(text)
                            .viewExpandedText("/* Presto View */")
                            .parameters(Map.of("presto_view", "true"))
                            .storageDescriptor(
                                storage ->
                                    storage
                                        .location("")
                                        .columns(column -> column.name("n").type("int")))));
  }

  private static MadeTable view(int number) {
    return new MadeTable("wide", "", "wide__" + number, "refined/farm/wide/" + number + "/", MADE);
  }

  @Test
  void aTableBecomesAViewAndTheOtherWayRound() throws IOException {
    make("wide__1", "double");
    assertThat(catalog().point(wide, Optional.empty())).isTrue();
    makeView("wide__2", "/* Presto View: two */");
    Optional<TablePointer> table = catalog().pointer("wide");
    assertThat(catalog().point(view(2), table)).isTrue();
    assertThat(wide().tableType()).isEqualTo("VIRTUAL_VIEW");
    assertThat(wide().viewOriginalText()).isEqualTo("/* Presto View: two */");
    assertThat(wide().parameters()).containsEntry("presto_view", "true");
    assertThat(wide().storageDescriptor().columns().get(0).type()).isEqualTo("int");
    Optional<TablePointer> view = catalog().pointer("wide");
    assertThat(view.orElseThrow().location()).isEqualTo("refined/farm/wide/2/");
    makeView("wide__3", "/* Presto View: three */");
    assertThat(catalog().point(view(3), view)).isTrue();
    assertThat(wide().viewOriginalText()).isEqualTo("/* Presto View: three */");
    assertThat(catalog().point(wide, catalog().pointer("wide"))).isTrue();
    assertThat(wide().tableType()).isEqualTo("EXTERNAL_TABLE");
    assertThat(wide().viewOriginalText()).isNull();
  }

  @Test
  void aViewThatOthersMadeHasNoPlace() throws IOException {
    makeView("theirs", "/* Presto View: one */");
    assertThat(catalog().pointer("theirs").orElseThrow().location()).isEmpty();
  }

  @Test
  void aTableOfAnotherDatabaseIsNamedWithIt() throws IOException {
    make("wide__1", "double");
    MadeTable other = new MadeTable("gold.wide", "", "gold.wide__1", "refined/farm/wide/1/", MADE);
    assertThat(catalog().point(other, Optional.empty())).isTrue();
    assertThat(catalog().pointer("gold.wide")).isPresent();
    assertThat(catalog().names("gold.wide__")).containsExactly("gold.wide__1");
    catalog().drop("gold.wide__1");
    assertThat(catalog().names("gold.wide__")).isEmpty();
  }
}
