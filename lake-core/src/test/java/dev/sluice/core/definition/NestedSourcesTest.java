package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.HttpSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sources give a record whose fields are nested and whose time is a number. */
class NestedSourcesTest {
  private static final String HTTP =
      "{http: {every: 10s, url: \"https://example.com/\", assign: {id: \"{index}\"}}}";
  private static final String YAML =
      """
      pipeline: quickstart
      source: SOURCE
      record:
        time: at
        timeFormat: epoch-us
        schema:
          id: string
          device: {type: string, required: true, from: /meta/device}
          at: {type: timestamp, from: /meta/time}
          temp: {type: double, from: /metrics/0/value}
          note: {type: string}
      """;

  @TempDir Path folder;

  private Pipeline load(String source, String format) throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "id,device\n1,a\n");
    String text = YAML.replace("SOURCE", source).replace("epoch-us", format);
    return new PipelineLoader()
        .load(Files.writeString(folder.resolve("quickstart.yaml"), text), Map.of());
  }

  private List<String> problems(String source, String format) throws IOException {
    try {
      load(source, format);
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream().map(each -> each.path() + ": " + each.message()).toList();
    }
  }

  @Test
  void anItemWithoutFieldsOfItsOwnIsReadAsTheRecordLies() throws IOException {
    HttpSource source =
        (HttpSource) load(HTTP, "epoch-us").tickedSources().values().iterator().next();

    assertThat(source.items().fields())
        .containsExactly(
            Map.entry("device", "/meta/device"),
            Map.entry("at", "/meta/time"),
            Map.entry("temp", "/metrics/0/value"),
            Map.entry("note", "/note"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{http: {every: 10s, url: \"https://example.com/\", assign: {id: \"{index}\", at:"
            + " \"{tick}\"}}}",
        "{lines: {command: sensor, assign: {id: \"{tick}-{index}\", at: \"{tick}\"}}}",
        "{replay: {every: 10s, file: rows.csv, assign: {at: \"{tick}\"}}}"
      })
  void aTickIsNotANumber(String source) throws IOException {
    for (String format : List.of("epoch-s", "epoch-ms", "epoch-us", "epoch-ns")) {
      assertThat(problems(source, format))
          .singleElement()
          .asString()
          .endsWith(
              ".assign.at: '{tick}' is a time in ISO 8601, which 'record.timeFormat: "
                  + format
                  + "' does not read; take the time from the data, or leave 'timeFormat' out");
    }
    assertThat(problems(source, "iso")).isEmpty();
  }
}
