package dev.sluice.local.cli.command;

import dev.sluice.local.cli.client.LakeFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which running lake a command is for. */
final class RunningLakeOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The running lake's folder; default ${DEFAULT-VALUE}.")
  Path directory = LakeFile.DEFAULT_DIRECTORY;

  /** How to reach it. */
  LakeFile lake() throws IOException {
    return LakeFile.of(directory);
  }
}
