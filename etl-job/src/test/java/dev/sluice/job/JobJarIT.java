package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed: the jar and the script. */
class JobJarIT {
  private static final Path MODULE = Path.of(System.getProperty("sluice.root"), "etl-job");
  private static final Path JAR = MODULE.resolve("target/layer/job/etl-job.jar");
  private static final Path SCRIPT = MODULE.resolve("src/main/scala/transform.scala");
  private static final Path SPARK = MODULE.resolve("target/spark.classpath");

  @TempDir Path folder;

  private static List<String> classes() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class"))
          .toList();
    }
  }

  @Test
  void theJarHoldsOursAloneAndItsLibrariesUnderOtherNames() throws IOException {
    assertThat(classes())
        .contains("dev/sluice/job/TransformJob.class")
        .contains("dev/sluice/shaded/parquet/hadoop/ParquetWriter.class")
        .contains("dev/sluice/shaded/iceberg/BaseTable.class")
        .contains("dev/sluice/shaded/avro/Schema.class")
        .allMatch(name -> name.startsWith("dev/sluice/"));
  }

  @Test
  void theJarIsSmall() throws IOException {
    assertThat(Files.size(JAR)).isBetween(5L << 20, 40L << 20);
  }

  @Test
  void sparkComesWithItsOwnVersionsAndScalasCompiler() throws IOException {
    assertThat(Files.readString(SPARK).split(File.pathSeparator, -1))
        .anyMatch(jar -> jar.contains("spark-sql_2.12-3.5."))
        .anyMatch(jar -> jar.contains("jackson-databind-2.15."))
        .anyMatch(jar -> jar.contains("scala-compiler-2.12."));
  }

  @Test
  void theScriptCompilesAndStartsTheJob() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                JAR + File.pathSeparator + Files.readString(SPARK).strip(),
                "scala.tools.nsc.MainGenericRunner",
                "-nc",
                "-usejavacp",
                "-howtorun:script",
                SCRIPT.toString(),
                "--JOB_NAME",
                "lake-transform",
                "--bucket",
                "lake")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(log, StandardCharsets.UTF_8))
        .contains("The job lacks --pipeline, --definition, --run, --time");
    assertThat(process.exitValue()).isNotZero();
  }
}
