package dev.sluice.local.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.local.cli.client.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeDirectoryTest {
  @TempDir private Path folder;

  @Test
  void aRunningLakeKeepsItsFolderToItself() throws IOException {
    Path lake = folder.resolve("lake");
    try (LakeDirectory held = LakeDirectory.use(lake)) {
      Files.writeString(held.path().resolve("kept"), "x");
      assertThatThrownBy(() -> LakeDirectory.use(lake))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("a lake runs in " + lake)
          .hasMessageContaining("--dir");
      assertThatThrownBy(() -> LakeDirectory.empty(lake)).isInstanceOf(CommandFailure.class);
      assertThat(lake.resolve("kept")).exists();
    }
  }

  @Test
  void keepsOrDeletesWhatAnEarlierLakeLeft() throws IOException {
    Path lake = folder.resolve("lake");
    try (LakeDirectory held = LakeDirectory.use(lake)) {
      Files.writeString(held.path().resolve("left"), "x");
    }
    try (LakeDirectory held = LakeDirectory.use(lake)) {
      assertThat(held.path().resolve("left")).exists();
    }
    try (LakeDirectory held = LakeDirectory.empty(lake)) {
      assertThat(held.path().resolve("left")).doesNotExist();
    }
  }

  @Test
  void secretsAreThereBeforeTheLakeAndStayWhenItIsEmptied() throws IOException {
    Path secret = folder.resolve("lake/secrets/greenhouse/mask");
    Files.createDirectories(secret.getParent());
    Files.writeString(secret, "x");
    for (int i = 0; i < 2; i++) {
      try (LakeDirectory held = LakeDirectory.empty(folder.resolve("lake"))) {
        assertThat(secret).exists();
        Files.writeString(held.path().resolve("left"), "x");
      }
    }
  }

  @Test
  void leavesAFolderOfTheUsersOwnAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "x");
    assertThatThrownBy(() -> LakeDirectory.empty(folder))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is not empty");
    assertThat(folder.resolve("thesis.txt")).exists();
  }
}
