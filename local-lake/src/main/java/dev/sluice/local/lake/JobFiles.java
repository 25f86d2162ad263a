package dev.sluice.local.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.job.BuiltFiles;
import dev.sluice.localaws.store.S3Location;
import dev.sluice.localaws.template.StackModel;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lets a job run what this checkout built of it; the function puts that where Glue takes it from.
 */
final class JobFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUILT = "etl-job/target/layer/job";

  private final BuiltFiles built;
  private final Path root;

  JobFiles(BuiltFiles built, Path root) {
    this.built = built;
    this.root = root;
  }

  /** Notes a job's script and jars; returns the definition. */
  ObjectNode note(StackModel.Job job) throws IOException {
    ObjectNode definition = JSON.valueToTree(job.definition());
    String jars = definition.path("DefaultArguments").path("--extra-jars").asText();
    note(job, definition.path("Command").path("ScriptLocation").asText());
    for (String jar : jars.isEmpty() ? List.<String>of() : List.of(jars.split(","))) {
      note(job, jar.strip());
    }
    return definition;
  }

  private void note(StackModel.Job job, String location) throws IOException {
    S3Location place = S3Location.parse(location);
    String name = place.key().substring(place.key().lastIndexOf('/') + 1);
    Path file = root.resolve(BUILT).resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new TemplateException(
          "job %s needs %s: build it (mvn -B -pl etl-job -am package -DskipTests), or start the lake with --engine glue, which does"
              .formatted(job.name(), file));
    }
    built.add(place, Files.readAllBytes(file));
  }
}
