package dev.sluice.local.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestObjectsTest {
  @TempDir private Path folder;

  private Path put(String name, long seconds) throws IOException {
    Path file = Files.writeString(folder.resolve(name), name + "\n");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1_000));
  }

  @Test
  void theNewestObjectComesFirst() throws IOException {
    put("b", 100);
    put("a", 300);
    put("c", 200);

    try (InputStream content = NewestObjects.of(folder)) {
      assertThat(content.readAllBytes()).asString().isEqualTo("a\nc\nb\n");
    }
  }

  @Test
  void anObjectIsOpenedWhenItIsRead() throws IOException {
    List<Path> files = List.of(put("a", 2), put("b", 1), folder.resolve("never-there"));

    try (InputStream content = new NewestObjects(files)) {
      assertThat(content.readNBytes(4)).asString().isEqualTo("a\nb\n");
    }
  }
}
