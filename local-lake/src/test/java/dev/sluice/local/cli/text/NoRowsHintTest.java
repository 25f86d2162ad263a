package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.cli.watch.WatchFile;
import dev.sluice.local.cli.watch.WatchedFarm;
import dev.sluice.local.report.LakeCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoRowsHintTest {
  @TempDir private Path bucket;

  private Optional<String> hint(String next) throws IOException {
    WatchFile watch = new WatchFile(Map.of(), Map.of("quickstart", next), Map.of());
    return NoRowsHint.of(new LakeCounts(bucket, "quickstart"), watch, "quickstart");
  }

  @Test
  void saysHowToGetRowsBeforeTheFirstRun() throws IOException {
    new WatchedFarm(bucket).write("raw/quickstart/a.json", "{\"id\":\"a\"}\n");

    assertThat(hint("2026-06-01T12:15:00Z"))
        .contains(
            "No rows yet: 1 records are in raw, and the tables are made by an ETL run; the next one"
                + " is at 12:15. Run it now: ./sluice invoke EtlTriggerFunction --pipeline"
                + " quickstart");
    assertThat(hint("").orElseThrow()).contains("an ETL run. Run it now");
  }

  @Test
  void isSilentWhenThereAreRows() throws IOException {
    new WatchedFarm(bucket)
        .write("state/quickstart/run.json", "{\"tables\": {\"t\": {\"rows\": 1}}}");

    assertThat(hint("")).isEmpty();
  }
}
