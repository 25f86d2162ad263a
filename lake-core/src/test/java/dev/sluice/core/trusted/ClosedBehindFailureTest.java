package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.rows.RepeatedRows;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowOutput;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is closed though something before it could not be: a warm function would keep it open. */
class ClosedBehindFailureTest {
  private static final List<String> ID = List.of("reading_id");
  private static final TrustedTable TABLE =
      new TrustedTable(
          FarmLake.TABLE.name(),
          FarmLake.TABLE.input(),
          FarmLake.TABLE.columns(),
          FarmLake.TABLE.rows(),
          FarmLake.TABLE.storage(),
          new Checks(
              List.of(new RowCheck("once", new RowRule.Unique(ID), Severity.WARN)), List.of()));

  @TempDir Path folder;

  private static final class Told implements TableWriter.RowFile {
    private boolean isClosed;

    @Override
    public void write(Row row) {}

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private static void see(RowOutput.RowPass pass) throws IOException {
    RowLayout layout = new RowLayout(TABLE);
    RowBuilder row = new RowBuilder(layout);
    for (int i = 0; i < 100; i++) {
      byte[] id = ("id" + i).getBytes(UTF_8);
      row.begin(i);
      row.setUtf8(0, id, 0, id.length);
      row.finish();
      pass.see(new Row(layout).at(row.bytes(), 0));
    }
  }

  private void assertCanNotBeClosed(Closeable rows) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));
      }
    }
    assertThatThrownBy(rows::close).isInstanceOf(IOException.class);
  }

  @Test
  void theTablesFile() throws IOException {
    Told file = new Told();
    CheckedRows rows =
        new CheckedRows(
            TABLE, new CheckedRows.Files(Optional.empty(), (table, path) -> file, folder));
    see(rows.before().get(0));

    assertCanNotBeClosed(rows);

    assertThat(file.isClosed).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void allFilesOfIds() throws IOException {
    RepeatedRows rows = new RepeatedRows(new RowLayout(TABLE), ID, folder);
    see(rows);

    assertCanNotBeClosed(rows);

    assertThat(OpenFiles.below(folder)).isEmpty();
  }
}
