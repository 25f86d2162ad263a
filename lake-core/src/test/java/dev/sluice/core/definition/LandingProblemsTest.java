package dev.sluice.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.source.LandingSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingProblemsTest {
  private static final String FILMS =
      """
      pipeline: films
      source:
        landing: {from: landing/films/, match: "*.csv", to: "raw/x/{yyyy}/{M}/{d}/{file}"}
      inputs:
        films: {prefix: raw/x, partition: [year, month, day], style: plain, padded: false, format: csv}
      """;

  @TempDir Path folder;

  private Pipeline load(String text) throws java.io.IOException {
    return new PipelineLoader()
        .load(Files.writeString(folder.resolve("films.yaml"), text), Map.of());
  }

  private List<String> problems(String old, String replacement) throws java.io.IOException {
    assertThat(FILMS).contains(old);
    try {
      load(FILMS.replace(old, replacement));
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream()
          .map(problem -> problem.path() + ": " + problem.message())
          .toList();
    }
  }

  @Test
  void takesOnlyCharsetsThatEveryImageHas() throws java.io.IOException {
    assertThat(problems("format: csv", "format: csv, charset: latin1")).isEmpty();
    assertThat(problems("format: csv", "format: csv, charset: windows-1252"))
        .containsExactly(
            "inputs.films.charset: CSV in 'windows-1252' can't be read, only in utf-8, iso-8859-1,"
                + " us-ascii, utf-16, utf-16be, utf-16le: convert the files first"
                + " (`iconv -f windows-1252 -t utf-8`)");
    assertThat(problems("format: csv", "format: csv, charset: no such"))
        .singleElement()
        .asString()
        .startsWith("inputs.films.charset: CSV in 'no such' can't be read");
  }

  @Test
  void readsTheDialectOfCsv() throws java.io.IOException {
    String keys = "format: csv, separator: \"\\t\", quote: none, escape: \"\\\\\", comment: \"#\"";
    Pipeline films = load(FILMS.replace("format: csv", keys + ", nullText: '\\N'"));

    assertThat(films.inputs().get(0).format())
        .isEqualTo(
            new RawFormat.Csv(
                new CsvDialect(
                    '\t', Optional.empty(), Optional.of('\\'), Optional.of('#'), UTF_8, "\\N")));
    assertThat(load(FILMS.replace("format: csv", "format: csv, quote: \"'\"")).inputs().get(0))
        .extracting(Input::format)
        .asString()
        .contains("quote=Optional[']");
  }

  @Test
  void rejectsADialectThatCanNotBeRead() throws java.io.IOException {
    assertThat(problems("format: csv", "format: csv, quote: x, comment: \"//\""))
        .containsExactly(
            "inputs.films.quote: must be '\"', \"'\" or none, but is 'x'",
            "inputs.films.comment: needs one character like '#', but is '//'");
    assertThat(problems("format: csv", "format: csv, escape: '\"'"))
        .containsExactly(
            "inputs.films.escape: separator, quote, escape and comment must be different"
                + " characters (a doubled quote in a cell stands for one without any escape)");
    assertThat(problems("format: csv", "format: csv, quote: \"\""))
        .containsExactly("inputs.films.quote: must be '\"', \"'\" or none, but is ''");
    assertThat(problems("format: csv", "format: json, quote: none"))
        .containsExactly("inputs.films.quote: is for CSV only; add 'format: csv' or leave it out");
  }

  @Test
  void readsASourceOfFiles() throws java.io.IOException {
    Pipeline films = load(FILMS);

    assertThat(films.landingSources())
        .containsExactly(
            Map.entry(
                "source",
                new LandingSource("landing/films/", "*.csv", "raw/x/{yyyy}/{M}/{d}/{file}")));
    assertThat(films.tickedSources()).isEmpty();
    assertThat(films.stream()).isEmpty();
    assertThat(films.inputAt("raw/x/2026/6/1/a.csv")).contains(films.inputs().get(0));
  }

  @Test
  void rejectsAFolderElsewhere() throws java.io.IOException {
    assertThat(problems("landing/films/", "raw/films/"))
        .containsExactly(
            "source.landing.from: must be a folder like landing/movies/, with a slash at its end,"
                + " but is 'raw/films/'");
  }

  @Test
  void rejectsAnUnknownPlaceholder() throws java.io.IOException {
    assertThat(problems("{M}", "{m}"))
        .containsExactly(
            "source.landing.to: {m} is not a placeholder; known: {yyyy}, {MM}, {M}, {dd}, {d},"
                + " {HH}, {H}, {file}");
  }

  @Test
  void rejectsKeysThatNoInputReads() throws java.io.IOException {
    assertThat(problems("{M}", "{MM}"))
        .containsExactly(
            "source.landing.to: no input lies there as its prefix, partition and style say; inputs"
                + " lie at: raw/x/{yyyy}/{M}/{d}/{file}");
  }

  @Test
  void rejectsNamesWithFolders() throws java.io.IOException {
    assertThat(problems("\"*.csv\"", "\"a/*.csv\"")).hasSize(1);
  }
}
