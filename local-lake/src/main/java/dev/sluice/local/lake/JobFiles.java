package dev.sluice.local.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.local.store.DirectoryLake;
import dev.sluice.local.store.S3Location;
import dev.sluice.local.template.StackModel;
import dev.sluice.local.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Puts into the bucket what a job runs: its script, as {@code sam package} does, under a key made
 * of the script's content; and the module's jar, as the deployment's instructions do.
 */
final class JobFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DirectoryLake files;
  private final Path root;

  JobFiles(DirectoryLake files, Path root) {
    this.files = files;
    this.root = root;
  }

  /** Puts a job's files; returns its definition with the script's place in S3. */
  ObjectNode put(StackModel.Job job, StackModel stack) throws IOException {
    ObjectNode definition = JSON.valueToTree(job.definition());
    if (job.script().isPresent()) {
      S3Location place = script(job, stack);
      ((ObjectNode) definition.path("Command")).put("ScriptLocation", place.toString());
    }
    String jars = definition.path("DefaultArguments").path("--extra-jars").asText();
    for (String jar : jars.isEmpty() ? List.<String>of() : List.of(jars.split(","))) {
      putJar(job, S3Location.parse(jar.strip()));
    }
    return definition;
  }

  private S3Location script(StackModel.Job job, StackModel stack) throws IOException {
    Path script = job.script().orElseThrow();
    if (!Files.isRegularFile(script)) {
      throw new TemplateException("job %s: there is no script %s".formatted(job.name(), script));
    }
    if (stack.buckets().isEmpty()) {
      throw new TemplateException(
          "job %s: the stack has no bucket for its script".formatted(job.name()));
    }
    byte[] content = Files.readAllBytes(script);
    S3Location place =
        new S3Location(
            stack.buckets().get(0).name(), "jobs/" + HexFormat.of().formatHex(md5(content)));
    files.put(place, content);
    return place;
  }

  /** A jar is that of the module whose name it has. */
  private void putJar(StackModel.Job job, S3Location place) throws IOException {
    String name = place.key().substring(place.key().lastIndexOf('/') + 1);
    Path jar = root.resolve(name.replaceFirst("\\.jar$", "")).resolve("target").resolve(name);
    if (!Files.isRegularFile(jar)) {
      throw new TemplateException(
          "job %s needs %s: build it (mvn -B -pl etl-job -am package -DskipTests), or start the lake with --engine glue, which does"
              .formatted(job.name(), jar));
    }
    files.put(place, Files.readAllBytes(jar));
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }
}
