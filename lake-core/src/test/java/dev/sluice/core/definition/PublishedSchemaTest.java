package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.yaml.Keys;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The schema for editors and the loader say the same. */
class PublishedSchemaTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  private final JsonNode root = json();
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);

  private static JsonNode json() {
    try {
      return new ObjectMapper()
          .readTree(Files.readString(PIPELINES.resolve("pipeline.schema.json")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Set<ValidationMessage> validate(String yaml) throws IOException {
    return schema.validate(new YAMLMapper().readTree(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "windfarm",
        "seattle",
        "gpu",
        "gpu-card",
        "quickstart",
        "weather",
        "movies",
        "movies-classic"
      })
  void acceptsThePipelines(String name) throws IOException {
    Object resolved = new Yaml().load(Files.readString(PIPELINES.resolve(name + ".yaml")));

    assertThat(schema.validate(new ObjectMapper().valueToTree(resolved))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "late: 7 days",
        "style: hiv",
        "partition: [year, day]",
        "latte: 7d",
      })
  void rejectsWhatTheLoaderRejects(String line) throws IOException {
    String key = line.replaceFirst(":.*", "");
    String text = Files.readString(PIPELINES.resolve("windfarm.yaml"));
    String without = text.replaceFirst("(?<=\n)  " + key + ": .*\n", "");

    assertThat(validate(without.replace("\nraw:\n", "\nraw:\n  " + line + "\n"))).isNotEmpty();
  }

  /** With {@code -Dsluice.schema=write} the file is corrected. */
  @Test
  void testsOfValuesAreThoseOfTheOperators() throws IOException {
    OperatorSchema operators = new OperatorSchema();
    String expected = operators.written(operators.appliedTo(root));
    Path file = PIPELINES.resolve("pipeline.schema.json");
    if ("write".equals(System.getProperty("sluice.schema"))) {
      Files.writeString(file, expected);
    }

    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  @Test
  void hasTheLoadersKeysAndNoOthers() {
    assertThat(new SchemaKeys(root).byPath())
        .usingRecursiveComparison()
        .ignoringCollectionOrder()
        .isEqualTo(FormatKeys.byPath());
  }

  @Test
  void offersTheLoadersTypes() {
    assertThat(choices("/$defs/type")).isEqualTo(names(FieldType.ofRecords()));
    String alert = "/properties/alerts/additionalProperties/properties/";
    assertThat(choices(alert + "severity")).isEqualTo(names(AlertRule.Severity.values()));
    assertThat(choices(alert + "mode")).isEqualTo(names(AlertRule.Mode.values()));
    assertThat(choices("/properties/raw/properties/style"))
        .isEqualTo(names(RawLayout.Style.values()));
    assertThat(
            choices(
                "/$defs/source/properties/simulator/properties/anomalies/properties/kinds"
                    + "/items"))
        .isEqualTo(names(SimulatorSource.AnomalyKind.values()));
  }

  @Test
  void describesEveryKey() {
    assertThat(new SchemaKeys(root).withoutDescription()).isEmpty();
  }

  @Test
  void hasEveryKeyInTheReferenceForUsers() throws IOException {
    String reference = Files.readString(PIPELINES.resolve("README.md"));

    assertThat(FormatKeys.byPath().values().stream().map(Keys::all).flatMap(List::stream))
        .allSatisfy(key -> assertThat(reference).contains("`" + key + "`"));
  }

  private List<String> choices(String pointer) {
    JsonNode values = root.at(pointer + "/anyOf/0/enum");
    return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }
}
