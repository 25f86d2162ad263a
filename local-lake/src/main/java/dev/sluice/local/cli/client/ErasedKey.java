package dev.sluice.local.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.erase.EraseAnswer;
import dev.sluice.local.cli.text.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A value of a column that goes from a lake: asked for until there is a verdict. */
public record ErasedKey(EtlFunction function) {
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Erases, and prints what went and what did not; false: not all went. */
  public boolean follow(ObjectNode asked, boolean json, Terminal terminal)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(LONGEST);
    JsonNode answer = function.ask("erase", asked);
    while (!isEnd(answer)) {
      if (Instant.now().isAfter(deadline)) {
        throw new CommandFailure(
            "not all is erased after %d hours; the same command goes on."
                .formatted(LONGEST.toHours()));
      }
      terminal.progress("erasing: " + told(answer.path("state").asText()));
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      answer = function.ask("erase", asked);
    }
    if (json) {
      terminal.line(answer.toString());
    } else {
      show(answer, terminal);
    }
    return answer.path("state").asText().equals(EraseAnswer.ERASED);
  }

  private static boolean isEnd(JsonNode answer) {
    String state = answer.path("state").asText();
    return state.equals(EraseAnswer.ERASED) || state.equals(EraseAnswer.NOT_ERASED);
  }

  private static String told(String phase) {
    return switch (phase) {
      case "RAW" -> "looking through raw";
      case "RUN" -> "tables are made again";
      case "SWEEP" -> "former states go";
      default -> "asking the tables";
    };
  }

  private static void show(JsonNode answer, Terminal terminal) {
    JsonNode counts = answer.path("counts");
    terminal.line(
        "raw: %,d records taken out of %,d objects, %,d landed files deleted"
            .formatted(
                counts.path("records").asLong(),
                counts.path("raw_objects").asLong(),
                counts.path("landed_files").asLong()));
    terminal.line(
        "tables: %,d partitions made again, %,d snapshots expired, %,d old files deleted"
            .formatted(
                counts.path("partitions").asLong(),
                counts.path("snapshots").asLong(),
                counts.path("files").asLong()));
    terminal.line(
        "besides: %,d rejected records, alerts and notes, %,d query results"
            .formatted(counts.path("other_records").asLong(), counts.path("results").asLong()));
    for (JsonNode left : answer.path("left")) {
      terminal.line("  " + terminal.bad("left: ") + left.asText());
    }
    boolean isErased = answer.path("state").asText().equals(EraseAnswer.ERASED);
    terminal.line(
        isErased
            ? "erased: nothing in the bucket has it any longer. The stream has it until its"
                + " retention ends; so have sent alerts, logs, old versions and backups."
            : terminal.bad("not erased")
                + ": %,d places may still have it. See to them and give the command again."
                    .formatted(answer.path("leftCount").asLong()));
  }
}
