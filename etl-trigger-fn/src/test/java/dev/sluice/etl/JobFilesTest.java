package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private final InMemoryObjectStore lake = new InMemoryObjectStore(() -> now);

  @Test
  void putsWhatIsMissingOrAnother() throws IOException {
    write("jar 1", "script");
    lake.put(PutObject.of("jobs/transform.scala", new byte[] {1}, "text/plain"));
    new JobFiles(folder, lake).put();

    assertThat(content("jobs/etl-job.jar")).isEqualTo("jar 1");
    assertThat(content("jobs/transform.scala")).isEqualTo("script");

    write("jar 2", "script");
    new JobFiles(folder, lake).put();

    assertThat(content("jobs/etl-job.jar")).isEqualTo("jar 2");
  }

  @Test
  void leavesWhatIsThere() throws IOException {
    write("jar", "script");
    new JobFiles(folder, lake).put();
    Instant put = lake.head("jobs/etl-job.jar").orElseThrow().modified();
    now = now.plusSeconds(60);
    new JobFiles(folder, lake).put();

    assertThat(lake.head("jobs/etl-job.jar").orElseThrow().modified()).isEqualTo(put);
  }

  @Test
  void saysWhatADeploymentLacks() {
    assertThatThrownBy(() -> new JobFiles(folder, lake).put())
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("lacks the job's etl-job.jar", "mvn -B package", "deploy again");
  }

  private void write(String jar, String script) throws IOException {
    Files.writeString(folder.resolve("etl-job.jar"), jar);
    Files.writeString(folder.resolve("transform.scala"), script);
  }

  private String content(String key) throws IOException {
    try (ObjectStore.StoredObject object = lake.get(key).orElseThrow()) {
      return new String(object.content().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
