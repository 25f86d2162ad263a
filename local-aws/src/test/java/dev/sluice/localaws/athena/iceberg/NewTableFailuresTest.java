package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.query.AthenaEngine;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new table whose files can't all be written, or whose name somebody takes meanwhile. */
class NewTableFailuresTest extends NewTables {
  private static final int WRITES = 4;

  /** Of the statement's failure. */
  private String message(Failing files) {
    AthenaEngine engine =
        new AthenaEngine(lake.catalog, files, directory.resolve("scratch"), Clock.systemUTC());
    StringBuilder message = new StringBuilder();
    assertThatThrownBy(
            () -> engine.run("farm", HEADER.formatted("") + "SELECT sensor FROM readings"))
        .isInstanceOf(QueryFailedException.class)
        .satisfies(e -> message.append(e.getMessage()));
    assertThat(dataFiles()).isEmpty();
    return message.toString();
  }

  private List<String> dataFiles() {
    try {
      return objects().stream().filter(key -> key.startsWith("data/")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatFailsBeforeTheCatalogLeavesNoTableAndNoDataFile(int writes) {
    assertThat(message(new Failing(writes, () -> {}))).contains("the disk is full");
    assertThat(lake.catalog.tables("farm")).hasSize(1);
  }

  @Test
  void aTableThatSomebodyMakesMeanwhileStays() {
    Runnable other =
        () ->
            lake.catalog.createTable(
                "farm", lake.catalog.table("farm", "readings").put("Name", "wide"));

    assertThat(message(new Failing(WRITES, other)))
        .startsWith("TABLE_ALREADY_EXISTS: line 1:1: Table already exists: farm.wide");
    assertThat(lake.catalog.table("farm", "wide").at("/Parameters").size()).isZero();
  }

  /** Does something at its last write, after which the disk is full. */
  private final class Failing implements LakeFiles {
    private final LakeFiles files = new DirectoryLake(lake.root);
    private final Runnable atLast;
    private int left;

    Failing(int left, Runnable atLast) {
      this.left = left;
      this.atLast = atLast;
    }

    private void write() throws IOException {
      if (left-- == 0) {
        throw new IOException("the disk is full");
      }
      if (left == 0) {
        atLast.run();
      }
    }

    @Override
    public List<LakeFile> list(String bucket, String prefix) throws IOException {
      return files.list(bucket, prefix);
    }

    @Override
    public void store(S3Location location, Path file) throws IOException {
      write();
      files.store(location, file);
    }

    @Override
    public void put(S3Location location, byte[] content) throws IOException {
      write();
      files.put(location, content);
    }

    @Override
    public void delete(S3Location location) throws IOException {
      files.delete(location);
    }
  }
}
