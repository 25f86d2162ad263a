package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectReadingsTest {
  @TempDir private Path folder;
  private final List<String> read = new ArrayList<>();
  private ObjectReadings<String> readings;

  @BeforeEach
  void open() {
    readings = new ObjectReadings<>(folder.resolve("raw"), this::read);
  }

  private String read(Path object) throws IOException {
    read.add(object.getFileName().toString());
    return Files.readString(object);
  }

  private Path write(String name, String content, long millis) throws IOException {
    Path object = folder.resolve("raw/year=2026").resolve(name);
    Files.createDirectories(object.getParent());
    Files.writeString(object, content);
    return Files.setLastModifiedTime(object, FileTime.fromMillis(millis));
  }

  @Test
  void aMissingFolderHasNoReadings() throws IOException {
    assertThat(readings.all()).isEmpty();
  }

  @Test
  void readsEachObjectOnce() throws IOException {
    write("a", "one", 1_000);
    readings.all();
    write("b", "two", 1_000);
    readings.all();

    assertThat(readings.all()).containsExactlyInAnyOrder("one", "two");
    assertThat(read).containsExactly("a", "b");
  }

  @Test
  void readsAnObjectAgainWhoseTimeOrSizeChanged() throws IOException {
    write("a", "one", 1_000);
    readings.all();
    write("a", "two", 2_000);
    assertThat(readings.all()).containsExactly("two");
    write("a", "three", 2_000);
    assertThat(readings.all()).containsExactly("three");
  }

  @Test
  void forgetsADeletedObject() throws IOException {
    Path object = write("a", "one", 1_000);
    readings.all();
    Files.delete(object);

    assertThat(readings.all()).isEmpty();
  }
}
