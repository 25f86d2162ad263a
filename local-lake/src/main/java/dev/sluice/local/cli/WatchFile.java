package dev.sluice.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.local.lake.Trouble;
import dev.sluice.local.lake.Troubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * {@code DIR/watch.json}: what a running lake knows of itself, for the commands beside it.
 *
 * @param troubles by pipeline, a line each that begins with its time
 * @param nextRuns when each pipeline's ETL runs next; none for one without a schedule
 */
record WatchFile(Map<String, List<String>> troubles, Map<String, String> nextRuns) {
  private static final ObjectMapper JSON = new ObjectMapper();

  WatchFile {
    troubles = Map.copyOf(troubles);
    nextRuns = Map.copyOf(nextRuns);
  }

  /** A trouble as it is shown beside its pipeline. */
  static String line(Trouble trouble) {
    return trouble.last().toString().substring(11, 19) + "  " + Troubles.line(trouble);
  }

  /** Reads the file; without one, nothing is known. */
  static WatchFile of(Path directory) throws IOException {
    Path file = file(directory);
    if (!Files.exists(file)) {
      return new WatchFile(Map.of(), Map.of());
    }
    return JSON.readValue(file.toFile(), WatchFile.class);
  }

  void writeTo(Path directory) throws IOException {
    Path draft = directory.resolve("watch.json.draft");
    JSON.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), this);
    Files.move(draft, file(directory), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path file(Path directory) {
    return directory.resolve("watch.json");
  }
}
