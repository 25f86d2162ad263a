package dev.sluice.local.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.local.tests.TestedPipeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InferredStreamTest {
  private static final String AT = "\"ts\": \"2026-06-01T00:00:0%d.5Z\"";

  /** Two records with these fields besides an id and a time. */
  private static String stream(String first, String second) {
    return "{\"id\": \"x1\", %s, %s}\n{\"id\": \"x2\", %s, %s}\n"
        .formatted(AT.formatted(0), first, AT.formatted(1), second);
  }

  @TempDir private Path directory;

  static List<String> data() {
    return List.of(
        "{\"id\":\"x1\",\"ts\":\"2026-06-01T00:00:00Z\",\"tags\":[\"a\"]}\n".repeat(2),
        stream("\"tags\": [\"a\"]", "\"tags\": []"),
        stream("\"v\": 1", "\"v\": \"n/a\""),
        stream("\"a b\": 1, \"ä\": 2", "\"a b\": 1, \"ä\": 2"),
        stream("\"v\": 1", "\"v\": {\"k\": 2}"),
        stream("\"v\": {\"k\": {\"l\": 2}}", "\"v\": {\"k\": true}"),
        stream("\"v\": [1]", "\"v\": 2"),
        stream("\"\": 1", "\"\": {\"k\": 2}"));
  }

  private static Inference infer(String data) throws IOException {
    return Inference.of(
        "data", new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)), 50_000);
  }

  @ParameterizedTest
  @MethodSource("data")
  void listsMixedKindsAndOddNamesGiveAValidProposalThatLosesNothing(String data)
      throws IOException {
    Inference found = infer(data);
    Path file = Files.writeString(directory.resolve("data.yaml"), found.definition());

    TestedPipeline proposed = TestedPipeline.load(file, new Settings(Map.of()));

    Path content = Files.writeString(directory.resolve("data"), data);
    assertThat(proposed.losses(found.records(), content)).as(found.definition()).isEmpty();
  }

  @Test
  void columnsNameFieldsOfTheSchemaAndPointToTheOthers() throws IOException {
    assertThat(infer(stream("\"a b\": 1, \"v\": 1", "\"a b\": 2, \"v\": {\"k\": 2}")).definition())
        .contains(
            "    a_b: {type: long, required: true, from: \"/a b\"}",
            "      a_b: {type: long, required: true}",
            "    # /v: of several kinds: ",
            "      v: {from: /v, type: string}    # of several kinds: ")
        .doesNotContain("/v/k");
    assertThat(infer(stream("\"\": 1", "\"\": 2")).definition())
        .contains("# Some records have the key \"\", which a definition can't name");
  }
}
