package dev.sluice.local.cli.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.local.lake.Trouble;
import dev.sluice.local.lake.Troubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * {@code DIR/watch.json}: what a running lake knows of itself, for the commands beside it.
 *
 * @param troubles by pipeline, a line each that begins with its time, and with its day unless it is
 *     today
 * @param nextRuns when each pipeline's ETL runs next; none for one without a schedule
 * @param stopped by pipeline, its sources that are told not to run
 */
public record WatchFile(
    Map<String, List<String>> troubles,
    Map<String, String> nextRuns,
    Map<String, List<String>> stopped) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public WatchFile {
    troubles = Map.copyOf(troubles);
    nextRuns = Map.copyOf(nextRuns);
    stopped = Map.copyOf(stopped);
  }

  /** A trouble as it is shown beside its pipeline. */
  static String line(Trouble trouble, LocalDate today) {
    return time(trouble.last(), today) + "  " + Troubles.line(trouble);
  }

  private static String time(Instant instant, LocalDate today) {
    String time = instant.toString().substring(11, 19);
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return day.equals(today) ? time : day + " " + time;
  }

  /** Reads the file; without one, nothing is known. */
  public static WatchFile of(Path directory) throws IOException {
    Path file = file(directory);
    if (!Files.exists(file)) {
      return new WatchFile(Map.of(), Map.of(), Map.of());
    }
    return JSON.readValue(file.toFile(), WatchFile.class);
  }

  void writeTo(Path directory) throws IOException {
    Path draft = directory.resolve("watch.json.draft");
    JSON.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), this);
    Files.move(draft, file(directory), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A lake that has ended knows nothing. */
  public static void remove(Path directory) {
    file(directory).toFile().delete(); // the next lake writes its own before it can be asked
  }

  private static Path file(Path directory) {
    return directory.resolve("watch.json");
  }
}
