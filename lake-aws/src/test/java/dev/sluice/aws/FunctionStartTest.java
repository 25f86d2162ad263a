package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.RequiredVariables;
import dev.sluice.core.lake.ObjectServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class FunctionStartTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");
  private final List<String> infos = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  @TempDir private Path folder;
  private ObjectServer server;
  private S3Client client;

  @BeforeEach
  void serveBucket() throws IOException {
    server = new ObjectServer();
    client =
        S3Client.builder()
            .endpointOverride(URI.create(server.endpoint()))
            .forcePathStyle(true)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private record Variables(String pipeline, String stack, Path pipelinesDir, String bucket)
      implements FunctionConfig {}

  private FunctionStart start(String pipeline, Path folder, String bucket, String stream) {
    return start(pipeline, folder, bucket, Map.of("SLUICE_STREAM", stream), Map.of());
  }

  private FunctionStart start(
      String pipeline,
      Path folder,
      String bucket,
      Map<String, String> required,
      Map<String, String> environment) {
    FunctionConfig config = new Variables(pipeline, "none", folder, bucket);
    return FunctionStart.of(
        new FunctionStart.Settings("consumer", config, required, environment),
        client,
        infos::add,
        errors::add);
  }

  @Test
  void saysWhichPipelineItLoaded() {
    FunctionStart start = start("windfarm", PIPELINES, "lake", "farm");

    assertThat(start.pipeline().name()).isEqualTo("windfarm");
    assertThat(infos).singleElement().asString().startsWith("Loaded pipeline windfarm from ");
    assertThat(errors).isEmpty();
  }

  @Test
  void namesAllMissingVariablesInOneLine() {
    assertThatThrownBy(() -> start("x", PIPELINES, RequiredVariables.NOT_SET, "(not set)"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(errors)
        .singleElement()
        .asString()
        .startsWith("Not set in the function's environment: SLUICE_BUCKET, SLUICE_STREAM. ");
  }

  @Test
  void saysInOneLineThatADefinitionCanNotBeRead() throws IOException {
    Files.writeString(folder.resolve("broken.yaml"), "nonsense: [");

    assertThatThrownBy(() -> start("broken", folder, "lake", "farm")).isNotNull();
    assertThat(errors)
        .singleElement()
        .asString()
        .startsWith("Pipeline 'broken' can't be loaded from " + folder);
  }

  @Test
  void saysInOneLineThatTheStackLacksAPartOfThePipeline() {
    Map<String, String> environment = Map.of("SLUICE_PRODUCER", "disabled");

    assertThatThrownBy(() -> start("windfarm", PIPELINES, "lake", Map.of(), environment))
        .isInstanceOf(IllegalStateException.class);
    assertThat(errors)
        .containsExactly(
            "This stack was deployed for another kind of pipeline: pipeline 'windfarm' has a"
                + " source, but the parameter Producer is disabled: nothing would ask it. Set"
                + " Producer to enabled, or take the source out");
  }

  @Test
  void saysInOneLineThatTheBucketIsMissing() {
    assertThatThrownBy(() -> start("windfarm", PIPELINES, "pond", "farm"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(errors).singleElement().asString().contains("'pond'", "set SLUICE_BUCKET");
  }

  @Test
  void saysInOneLineThatAPartCanNotBeBuilt() {
    FunctionStart start = start("windfarm", PIPELINES, "lake", "farm");

    assertThatThrownBy(
            () ->
                start.build(
                    () -> {
                      throw new IllegalArgumentException("Raw expires too soon");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(errors)
        .containsExactly("consumer can't start for pipeline 'windfarm': Raw expires too soon");
  }

  @Test
  void buildsAtStartWhatReadsAStream() {
    Supplier<String> part = start("windfarm", PIPELINES, "lake", "farm").buildForStream(() -> "it");

    assertThat(part.get()).isEqualTo("it");
  }

  @Test
  void startsWithoutAStreamAndRefusesItsRecords() {
    FunctionStart start = start("movies", PIPELINES, "lake", "farm");
    Supplier<String> part =
        start.buildForStream(
            () -> {
              throw new IllegalStateException("not to be built");
            });

    assertThat(infos.get(1))
        .isEqualTo("Pipeline movies has no stream: nothing to do for this function");
    assertThatThrownBy(part::get).hasMessageContaining("has no stream");
    assertThat(errors).isEmpty();
  }
}
