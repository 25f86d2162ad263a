package dev.sluice.local.template;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  private static final String NAME = "samconfig.toml";

  private final JsonNode environments;

  private SamConfig(JsonNode environments) {
    this.environments = environments;
  }

  /** Reads the file beside a template; where there is none, there are no environments. */
  public static SamConfig beside(Path template) throws IOException {
    Path file = template.resolveSibling(NAME);
    TomlMapper toml = new TomlMapper();
    try {
      return new SamConfig(
          Files.exists(file) ? toml.readTree(file.toFile()) : toml.createObjectNode());
    } catch (JacksonException e) {
      throw new TemplateException(NAME + ":" + e.getLocation().getLineNr(), e.getOriginalMessage());
    }
  }

  /**
   * The parameters that an environment gives, by name; none if there is no such environment.
   *
   * @throws TemplateException if they are not of the form {@code Name="value"}
   */
  public Map<String, String> parameters(String environment) {
    JsonNode overrides =
        environments
            .path(environment)
            .path("deploy")
            .path("parameters")
            .path("parameter_overrides");
    Map<String, String> parameters = new LinkedHashMap<>();
    if (overrides.isArray()) {
      overrides.forEach(each -> read(environment, each.asText(), parameters));
    } else {
      read(environment, overrides.asText(""), parameters);
    }
    return parameters;
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
