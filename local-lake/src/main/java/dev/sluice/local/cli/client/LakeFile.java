package dev.sluice.local.cli.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.local.cli.watch.WatchFile;
import dev.sluice.local.replay.EndpointBucket;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.Callers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * {@code DIR/up.json}: how other commands and clients find a running lake.
 *
 * @param endpoint of all AWS services
 * @param dashboard the page
 * @param pid of the lake's process
 * @param accessKey one that the lake takes
 * @param pipelines their resources by pipeline
 */
public record LakeFile(
    String endpoint,
    String dashboard,
    long pid,
    String accessKey,
    Map<String, Resources> pipelines) {
  public static final Path DEFAULT_DIRECTORY = Path.of(".sluice", "lake");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  public LakeFile {
    pipelines = new TreeMap<>(pipelines);
  }

  /**
   * A pipeline's resources.
   *
   * @param functions physical names by logical id
   * @param definition the pipeline's file
   */
  public record Resources(
      String stream,
      String bucket,
      String topic,
      String database,
      String workgroup,
      Map<String, String> functions,
      String definition) {
    public Resources {
      functions = Map.copyOf(functions);
    }
  }

  /** Reads the file of a running lake. */
  public static LakeFile of(Path directory) throws IOException {
    Path file = file(directory);
    if (!Files.exists(file)) {
      throw new CommandFailure(
          "no lake runs in %s. Start one with `sluice up`, or name its folder with --dir."
              .formatted(directory));
    }
    LakeFile lake = JSON.readValue(file.toFile(), LakeFile.class);
    if (lake.hasEnded()) {
      throw new CommandFailure(
          "the lake in %s has ended (process %d is gone). Start it with `sluice up`."
              .formatted(directory, lake.pid));
    }
    return lake;
  }

  /** Reads the file of a lake; empty: none runs there. */
  public static Optional<LakeFile> ifRunning(Path directory) throws IOException {
    Path file = file(directory);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), LakeFile.class))
            .filter(lake -> !lake.hasEnded())
        : Optional.empty();
  }

  private boolean hasEnded() {
    return ProcessHandle.of(pid).isEmpty();
  }

  public void writeTo(Path directory) throws IOException {
    Path draft = directory.resolve("up.json.draft");
    Files.deleteIfExists(draft);
    Files.createFile(draft, OWNER_ONLY); // it holds the access key
    JSON.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), this);
    Files.move(draft, file(directory), StandardCopyOption.ATOMIC_MOVE);
  }

  public static void remove(Path directory) {
    WatchFile.remove(directory);
    file(directory).toFile().delete(); // a file left behind is noticed: its process is gone
  }

  private static Path file(Path directory) {
    return directory.resolve("up.json");
  }

  public URI uri() {
    return URI.create(endpoint);
  }

  /** For calls of the lake's services. */
  public LakeClient client() {
    return new LakeClient(uri(), accessKey);
  }

  /** For the lake's streams. */
  public KinesisClient kinesis() {
    return KinesisClient.builder()
        .endpointOverride(uri())
        .region(Region.of(Account.LOCAL.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** A pipeline's bucket, for reading. */
  public EndpointBucket bucket(Resources resources) {
    return new EndpointBucket(uri(), resources.bucket(), s3Authorization());
  }

  /** The header that S3 takes from the lake's own commands. */
  public String s3Authorization() {
    return Callers.authorization(accessKey, "s3");
  }

  /** The name of a pipeline that is given by its name or its file. */
  public static String nameOf(String given) {
    Path file = Path.of(given).getFileName();
    return file == null ? given : file.toString().replaceFirst("\\.ya?ml$", "");
  }

  /** The pipeline of that name or file; the only one if the name is null. */
  public Resources pipeline(String given) {
    if (given == null && pipelines.size() == 1) {
      return pipelines.values().iterator().next();
    }
    String name = given == null ? null : nameOf(given);
    Resources found = name == null ? null : pipelines.get(name);
    if (found == null) {
      throw new CommandFailure(
          "%s; the lake runs %s."
              .formatted(
                  name == null ? "name a pipeline" : "no pipeline '" + name + "'",
                  String.join(", ", pipelines.keySet())));
    }
    return found;
  }
}
