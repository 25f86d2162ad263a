package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.job.BuiltFiles;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.template.StackModel;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
  private static final StackModel.Job JOB =
      new StackModel.Job(
          "transform",
          Map.of(
              "Command", Map.of("ScriptLocation", "s3://lake/jobs/transform.scala"),
              "DefaultArguments", Map.of("--extra-jars", "s3://lake/jobs/etl-job.jar")));

  @TempDir Path directory;

  @Test
  void putsScriptAndJarWhereTheDefinitionHasThem() throws IOException {
    write("etl-job/src/main/scala/transform.scala", "script");
    write("etl-job/target/etl-job.jar", "jar");

    files().put(JOB);

    assertThat(directory.resolve("s3/lake/jobs/transform.scala")).hasContent("script");
    assertThat(directory.resolve("s3/lake/jobs/etl-job.jar")).hasContent("jar");
  }

  @Test
  void saysWhatToBuildForAJarThatIsNotThere() throws IOException {
    write("etl-job/src/main/scala/transform.scala", "script");

    assertThatThrownBy(() -> files().put(JOB))
        .isInstanceOf(TemplateException.class)
        .hasMessageContainingAll("job transform needs", "etl-job.jar", "build it");
  }

  private JobFiles files() throws IOException {
    Files.createDirectories(directory.resolve("s3/lake"));
    return new JobFiles(new DirectoryLake(directory.resolve("s3")), new BuiltFiles(), directory);
  }

  private void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
