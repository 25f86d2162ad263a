package dev.sluice.localaws.template;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environments of {@code samconfig.toml}: what {@code sam deploy --config-env NAME} would give
 * to the template's parameters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html">samconfig</a>
 */
public final class SamConfig {
  private static final Pattern OVERRIDE =
      Pattern.compile("([A-Za-z0-9]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))\\s*");

  /** With more, Firehose would refuse KDS-S3-STACK; Glue knows no database with capitals. */
  private static final Pattern STACK = Pattern.compile("[a-z][a-z0-9-]{0,56}");

  /** The file's name. */
  public static final String NAME = "samconfig.toml";

  private final JsonNode environments;

  private SamConfig(JsonNode environments) {
    this.environments = environments;
  }

  /** Reads the file beside a template; where there is none, there are no environments. */
  public static SamConfig beside(Path template) throws IOException {
    return read(template.resolveSibling(NAME));
  }

  /** Reads a file; where there is none, there are no environments. */
  public static SamConfig read(Path file) throws IOException {
    TomlMapper toml = new TomlMapper();
    try {
      return new SamConfig(
          Files.exists(file) ? toml.readTree(file.toFile()) : toml.createObjectNode());
    } catch (JacksonException e) {
      throw new TemplateException(NAME + ":" + e.getLocation().getLineNr(), e.getOriginalMessage());
    }
  }

  /** Whether there is an environment of that name. */
  public boolean has(String environment) {
    return environments.has(environment);
  }

  /** The environments that deploy a pipeline, by their names. */
  public List<String> of(String pipeline) {
    List<String> names = new ArrayList<>();
    environments
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (pipeline(name).equals(pipeline)) {
                names.add(name);
              }
            });
    return names;
  }

  /** Read leniently: what is wrong with an environment is not for the pipelines of others. */
  private String pipeline(String environment) {
    for (JsonNode each : overrides(environment)) {
      Matcher override = OVERRIDE.matcher(each.asText());
      while (override.find()) {
        if (override.group(1).equals("Pipeline")) {
          return override.group(2) == null ? override.group(3) : override.group(2);
        }
      }
    }
    return environment;
  }

  /** One text or a list of them. */
  private List<JsonNode> overrides(String environment) {
    JsonNode overrides =
        environments
            .path(environment)
            .path("deploy")
            .path("parameters")
            .path("parameter_overrides");
    List<JsonNode> texts = new ArrayList<>();
    if (overrides.isArray()) {
      overrides.forEach(texts::add);
    } else {
      texts.add(overrides);
    }
    return texts;
  }

  /**
   * The parameters that an environment gives, by name; none if there is no such environment.
   *
   * @throws TemplateException if they are not of the form {@code Name="value"}, or if the stack's
   *     name can't be part of all the names that the template makes of it
   */
  public Map<String, String> parameters(String environment) {
    checkStack(environment);
    Map<String, String> parameters = new LinkedHashMap<>();
    overrides(environment).forEach(each -> read(environment, each.asText(""), parameters));
    return parameters;
  }

  private void checkStack(String environment) {
    JsonNode sections = environments.path(environment);
    for (String command : List.of("global", "deploy")) {
      JsonNode name = sections.path(command).path("parameters").path("stack_name");
      if (name.isTextual() && !STACK.matcher(name.asText()).matches()) {
        throw new TemplateException(
            NAME,
            ("[%s] has the stack_name '%s'; it must be 1 to 57 lower-case letters, digits and"
                    + " hyphens, and begin with a letter: names of other resources are made of it")
                .formatted(environment, name.asText()));
      }
    }
  }

  private void read(String environment, String overrides, Map<String, String> parameters) {
    Matcher override = OVERRIDE.matcher(overrides.strip());
    while (override.regionStart() < override.regionEnd()) {
      if (!override.lookingAt()) {
        throw new TemplateException(
            NAME,
            "[%s] has the parameter override '%s'; it must be like EtlSchedule=\"rate(1 hour)\""
                .formatted(environment, overrides));
      }
      String quoted = override.group(2);
      String value = quoted == null ? override.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      parameters.put(override.group(1), value);
      override.region(override.end(), override.regionEnd());
    }
  }
}
