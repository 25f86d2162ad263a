package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTotalsTest {
  @TempDir private Path bucket;

  private void object(String name, String lines) throws IOException {
    Path object = bucket.resolve("alerts/farm/2026-06-01/12").resolve(name);
    Files.createDirectories(object.getParent());
    Files.writeString(object, lines);
  }

  @Test
  void countsAnAlertOnceAndAsSentIfItEverWas() throws IOException {
    object(
        "s-1.json",
        """
        {"fingerprint":"a","sent":true}
        {"fingerprint":"b","sent":false}
        {"fingerprint":"c","sent":false}
        """);
    object("s-2.json", "{\"fingerprint\":\"b\",\"sent\":true}\n");

    assertThat(AlertTotals.in(bucket, "farm")).isEqualTo(new AlertTotals(3, 1));
    assertThat(AlertTotals.in(bucket, "sea")).isEqualTo(new AlertTotals(0, 0));
  }
}
