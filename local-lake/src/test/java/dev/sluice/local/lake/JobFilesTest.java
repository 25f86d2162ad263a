package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.job.BuiltFiles;
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
  void takesTheDefinitionOfAJobThatIsBuilt() throws IOException {
    write("etl-job/target/layer/job/transform.scala", "script");
    write("etl-job/target/layer/job/etl-job.jar", "jar");

    assertThat(files().note(JOB).at("/Command/ScriptLocation").asText())
        .isEqualTo("s3://lake/jobs/transform.scala");
  }

  @Test
  void saysWhatToBuildForAJarThatIsNotThere() throws IOException {
    write("etl-job/target/layer/job/transform.scala", "script");

    assertThatThrownBy(() -> files().note(JOB))
        .isInstanceOf(TemplateException.class)
        .hasMessageContainingAll("job transform needs", "etl-job.jar", "build it");
  }

  private JobFiles files() {
    return new JobFiles(new BuiltFiles(), directory);
  }

  private void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
