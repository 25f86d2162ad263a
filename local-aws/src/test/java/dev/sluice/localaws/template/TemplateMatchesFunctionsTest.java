package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.template.StackModel.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The template gives each function the variables that its settings want, and none that it doesn't
 * read. The settings are read from the source of the function's {@code @ConfigMapping}, since the
 * local lake imports no class of a function.
 */
class TemplateMatchesFunctionsTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");

  private static final Path BASE =
      Path.of(
          System.getProperty("sluice.root"),
          "lake-aws/src/main/java/dev/sluice/aws/FunctionConfig.java");

  /** Read by the core for all functions, not by their settings. */
  private static final Set<String> OF_THE_CORE =
      Set.of(
          "SLUICE_SETTINGS",
          "SLUICE_PRODUCER",
          "SLUICE_STREAMING",
          "SLUICE_RAW_DELIVERY",
          "SLUICE_MASK_SECRET",
          "SLUICE_CATALOG");

  private static final Pattern PROPERTY =
      Pattern.compile("(?m)^(?:  @WithDefault\\((.*)\\)\n)?  ([\\w<>]+) (\\w+)\\(\\);$");

  /** The default of what a function requires when it starts. */
  private static final String REQUIRED = "RequiredVariables.NOT_SET";

  /** A setting of a function: its variable, and whether the function can't start without. */
  private record Setting(String variable, boolean mandatory) {}

  static List<Function> functions() throws IOException {
    return StackReader.read(
            TEMPLATE, "sluice-windfarm", Map.of("Engine", "glue", "Catalog", "crawler"))
        .functions();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void setsEachMandatorySettingOfTheFunction(Function function) throws IOException {
    assertThat(function.spec().environment())
        .containsKeys(
            settings(function).stream()
                .filter(Setting::mandatory)
                .map(Setting::variable)
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void setsNothingThatTheFunctionDoesNotRead(Function function) throws IOException {
    Set<String> read =
        settings(function).stream()
            .map(Setting::variable)
            .collect(Collectors.toCollection(() -> new TreeSet<>(OF_THE_CORE)));
    assertThat(function.spec().environment().keySet())
        .filteredOn(name -> name.startsWith("SLUICE_"))
        .isSubsetOf(read);
  }

  private static List<Setting> settings(Function function) throws IOException {
    String source = Files.readString(BASE) + Files.readString(configOf(function));
    List<Setting> settings =
        PROPERTY
            .matcher(source)
            .results()
            .map(found -> new Setting(variable(found.group(3)), REQUIRED.equals(found.group(1))))
            .toList();
    assertThat(settings)
        .as("all properties of the settings are found")
        .hasSize((int) source.lines().filter(line -> line.endsWith("();")).count())
        .contains(new Setting("SLUICE_PIPELINE", true));
    return settings;
  }

  private static Path configOf(Function function) throws IOException {
    Path module = function.spec().code().artefact().getParent().getParent();
    try (Stream<Path> sources = Files.walk(module.resolve("src/main/java"))) {
      List<Path> configs =
          sources.filter(path -> path.getFileName().toString().endsWith("Config.java")).toList();
      assertThat(configs).hasSize(1);
      return configs.get(0);
    }
  }

  private static String variable(String property) {
    return "SLUICE_" + property.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }
}
