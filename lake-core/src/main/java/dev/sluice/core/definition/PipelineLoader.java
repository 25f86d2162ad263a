package dev.sluice.core.definition;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.TestKeys;
import dev.sluice.core.definition.sql.SqlCheck;
import dev.sluice.core.definition.yaml.Position;
import dev.sluice.core.definition.yaml.Problems;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.definition.yaml.YamlReader;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a pipeline's definition from its YAML file. The format is described, for editors too, by
 * {@code pipelines/pipeline.schema.json}. Files that the definition names (SQL, CSV) are looked up
 * beside it and checked as well.
 */
public final class PipelineLoader {
  /** Larger files are no pipelines. */
  static final int MAX_BYTES = 1 << 20;

  private final SqlCheck sql;
  private final TestsReader tests;

  /** Loads what was checked before: of the SQL it only finds which tables a statement reads. */
  public PipelineLoader() {
    this(SqlCheck.NONE);
  }

  /** Checks the SQL as well. */
  public PipelineLoader(SqlCheck sql) {
    this(sql, TestsReader.NONE);
  }

  /** Checks the SQL and the tests as well. */
  public PipelineLoader(SqlCheck sql, TestsReader tests) {
    this.sql = sql;
    this.tests = tests;
  }

  /**
   * Loads and checks a definition.
   *
   * @param file {@code NAME.yaml}, where NAME is the pipeline's name
   * @param settings the values that fill {@code ${NAME}} and {@code ${NAME:default}}
   * @return a definition with nothing left to check
   * @throws InvalidPipelineException with all problems at once, also if the file can't be read
   */
  public Pipeline load(Path file, Map<String, String> settings) {
    return load(file, new Settings(settings));
  }

  /**
   * Loads and checks a definition, as {@link #load(Path, Map)} does.
   *
   * @param known the settings' values; tells afterwards which ones the definition asked for
   */
  public Pipeline load(Path file, Settings known) {
    Path absolute = file.toAbsolutePath().normalize();
    Problems problems = new Problems();
    Optional<Pipeline> pipeline =
        read(absolute, problems)
            .flatMap(text -> YamlReader.read(text, known, problems))
            .flatMap(
                root ->
                    pipeline(
                        root, new Reading(problems, known, absolute.getParent()), stem(absolute)));
    if (!problems.isEmpty() || pipeline.isEmpty()) {
      throw new InvalidPipelineException(absolute, problems.list());
    }
    return pipeline.get();
  }

  private Optional<Pipeline> pipeline(YamlNode root, Reading reading, String stem) {
    Optional<Pipeline> pipeline = new PipelineSection(reading, sql).read(root, stem);
    if (root instanceof YamlNode.Mapping map && map.entries().containsKey(TestKeys.SECTION)) {
      tests.read(map.entries().get(TestKeys.SECTION).value(), reading, pipeline);
    }
    return pipeline;
  }

  private static Optional<String> read(Path file, Problems problems) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
        problems.add(Position.START, "", "larger than " + MAX_BYTES + " bytes; is it a pipeline?");
        return Optional.empty();
      }
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      problems.add(Position.START, "", "is not UTF-8 text; save it as UTF-8");
    } catch (NoSuchFileException e) {
      problems.add(Position.START, "", "does not exist; is '" + file + "' the pipeline's file?");
    } catch (IOException e) {
      problems.add(Position.START, "", "can't be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
  }
}
