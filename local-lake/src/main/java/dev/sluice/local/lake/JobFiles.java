package dev.sluice.local.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.job.BuiltFiles;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.S3Location;
import dev.sluice.localaws.template.StackModel;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts into the bucket what a job runs, as the command in the output {@code JobUpload} does. */
final class JobFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCRIPTS = "etl-job/src/main/scala";

  private final DirectoryLake files;
  private final BuiltFiles built;
  private final Path root;

  JobFiles(DirectoryLake files, BuiltFiles built, Path root) {
    this.files = files;
    this.built = built;
    this.root = root;
  }

  /** Puts a job's script and jars where its definition has them; returns the definition. */
  ObjectNode put(StackModel.Job job) throws IOException {
    ObjectNode definition = JSON.valueToTree(job.definition());
    String jars = definition.path("DefaultArguments").path("--extra-jars").asText();
    put(job, S3Location.parse(definition.path("Command").path("ScriptLocation").asText()));
    for (String jar : jars.isEmpty() ? List.<String>of() : List.of(jars.split(","))) {
      put(job, S3Location.parse(jar.strip()));
    }
    return definition;
  }

  private void put(StackModel.Job job, S3Location place) throws IOException {
    String name = place.key().substring(place.key().lastIndexOf('/') + 1);
    Path file = name.endsWith(".jar") ? jar(name) : root.resolve(SCRIPTS).resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new TemplateException(
          "job %s needs %s: build it (mvn -B -pl etl-job -am package -DskipTests), or start the lake with --engine glue, which does"
              .formatted(job.name(), file));
    }
    byte[] content = Files.readAllBytes(file);
    built.add(place, content);
    files.put(place, content);
  }

  /** A jar is that of the module whose name it has. */
  private Path jar(String name) {
    return root.resolve(name.replaceFirst("\\.jar$", "")).resolve("target").resolve(name);
  }
}
