package dev.sluice.localaws.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.tools.nsc.MainGenericRunner;

/** Real processes; in the place of Scala's runner there is one that shows what it was given. */
class SparkLauncherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SCRIPT = "s3://lake/jobs/script";

  @TempDir Path directory;
  private final BuiltFiles built = new BuiltFiles();
  private DirectoryLake bucket;
  private SparkLauncher launcher;

  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(directory.resolve("s3/lake"));
    bucket = new DirectoryLake(directory.resolve("s3"));
    build(SCRIPT, "object GlueApp { }");
    build("s3://lake/jobs/etl-job.jar", "PK");
    Path runner =
        Path.of(
            MainGenericRunner.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.writeString(directory.resolve("spark.classpath"), runner + "\n");
    launcher = launcher();
  }

  private void build(String place, String content) throws IOException {
    built.add(S3Location.parse(place), content.getBytes(StandardCharsets.UTF_8));
    put(place, content);
  }

  private void put(String place, String content) throws IOException {
    bucket.put(S3Location.parse(place), content.getBytes(StandardCharsets.UTF_8));
  }

  private SparkLauncher launcher() {
    return new SparkLauncher(
        new SparkLauncher.Places(
            directory.resolve("spark.classpath"),
            directory.resolve("tmp"),
            directory.resolve("logs")),
        bucket,
        built,
        URI.create("http://127.0.0.1:4566"),
        "local");
  }

  @Test
  void runsTheScriptOutOfTheBucketWithTheJobsJars() throws Exception {
    JobLauncher.Started run = launcher.start(task(Map.of("--bucket", "lake")));

    assertThat(run.await(PATIENCE)).isTrue();
    assertThat(run.failure()).isEmpty();
    run.clear();
    assertThat(Files.readString(directory.resolve("logs/transform/jr_1")))
        .contains("script object GlueApp { }")
        .contains("--JOB_NAME, transform")
        .contains("--bucket, lake")
        .contains("endpoint http://127.0.0.1:4566")
        .contains("etl-job.jar");
    assertThat(directory.resolve("tmp/jr_1")).doesNotExist();
  }

  @Test
  void tellsTheExceptionThatTheScriptEndedWith() throws Exception {
    JobLauncher.Started run = launcher.start(task(Map.of("--fail", "the tables")));

    assertThat(run.await(PATIENCE)).isTrue();
    assertThat(run.failure())
        .contains(
            "Exception in User Class: java.lang.IllegalStateException : no luck with the tables");
  }

  @Test
  void killsAProcessThatHangs() throws Exception {
    JobLauncher.Started run = launcher.start(task(Map.of("--hang", "")));
    assertThat(run.await(Duration.ofMillis(1))).isFalse();

    run.kill();

    assertThat(run.await(PATIENCE)).isTrue();
    assertThat(run.failure()).isPresent();
    run.clear();
    assertThat(directory.resolve("tmp/jr_1")).doesNotExist();
  }

  @Test
  void letsNoProcessOutliveTheOneThatStartedIt() throws Exception {
    JobProcess run = (JobProcess) launcher.start(task(Map.of("--hang", "")));

    run.process().getOutputStream().close(); // what the end of this process would do

    assertThat(run.await(PATIENCE)).isTrue();
  }

  @Test
  void runsNothingThatThisCheckoutDidNotBuild() throws IOException {
    put("s3://lake/landing/evil.jar", "PK");
    assertThatThrownBy(
            () -> launcher.start(task(Map.of("--extra-jars", "s3://lake/landing/evil.jar"))))
        .hasMessageContaining("nothing was built for that place");
    put(SCRIPT, "object GlueApp { evil() }");
    assertThatThrownBy(() -> launcher.start(task(Map.of())))
        .hasMessageMatching(
            "s3://lake/jobs/script has the SHA-256 hash [0-9a-f]{64}, but what this checkout built"
                + " has [0-9a-f]{64}\\. .*");
    assertThat(directory.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> launcher.start(task(Map.of("--class", "Other"))))
        .hasMessageContaining("declares no object 'Other'");
    assertThatThrownBy(() -> launcher.start(task(Map.of("--extra-jars", "s3://lake/jobs/no.jar"))))
        .hasMessageContaining("s3://lake/jobs/no.jar can't be read");
    Files.delete(directory.resolve("spark.classpath"));
    assertThatThrownBy(() -> launcher.start(task(Map.of()))).hasMessageContaining("--engine glue");
    assertThat(directory.resolve("tmp")).isEmptyDirectory();
  }

  private static JobTask task(Map<String, String> more) {
    Map<String, String> arguments =
        new TreeMap<>(Map.of("--class", "GlueApp", "--extra-jars", "s3://lake/jobs/etl-job.jar"));
    arguments.putAll(more);
    return new JobTask("transform", "jr_1", SCRIPT, arguments);
  }
}
