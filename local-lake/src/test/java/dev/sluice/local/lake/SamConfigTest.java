package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.localaws.template.SamConfig;
import dev.sluice.localaws.template.StackModel;
import dev.sluice.localaws.template.StackReader;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamConfigTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path TEMPLATE = ROOT.resolve("sam/template.yaml");
  private static final Pipeline WINDFARM =
      new PipelineLoader().load(ROOT.resolve("pipelines/windfarm.yaml"), Map.of());

  @TempDir Path directory;

  /** With those that set a pipeline up as its authors have it. */
  static Stream<Arguments> environments() throws IOException {
    SamConfig config = SamConfig.beside(TEMPLATE);
    return pipelines()
        .flatMap(
            pipeline ->
                Stream.of(pipeline, pipeline + "-classic")
                    .filter(config::has)
                    .map(environment -> Arguments.of(pipeline, environment)));
  }

  static Stream<String> pipelines() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("pipelines"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", ""))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void hasAnEnvironmentThatTheTemplateTakesForEachPipeline(String pipeline) throws IOException {
    Map<String, String> parameters = SamConfig.beside(TEMPLATE).parameters(pipeline);

    assertThat(parameters).containsEntry("Pipeline", pipeline);
    assertThat(StackReader.read(TEMPLATE, "sluice-" + pipeline, parameters).functions())
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void letsThreeRunsFailBeforeTablesCountAsStale(String pipeline, String environment)
      throws IOException {
    Map<String, String> parameters = SamConfig.beside(TEMPLATE).parameters(environment);
    String schedule = parameters.getOrDefault("EtlSchedule", "rate(15 minutes)");
    int hours = Integer.parseInt(parameters.getOrDefault("StaleTablesHours", "1"));
    String[] rate = schedule.replaceAll("rate\\((.*)\\)", "$1").split(" ", 2);
    int minutes = Integer.parseInt(rate[0]) * (rate[1].startsWith("hour") ? 60 : 1);

    assertThat(3 * minutes).isLessThanOrEqualTo(60 * hours);
  }

  @ParameterizedTest
  @MethodSource("environments")
  void hasOnlyEnvironmentsInWhichAPipelineIsValid(String pipeline, String environment)
      throws IOException {
    Map<String, String> parameters = SamConfig.beside(TEMPLATE).parameters(environment);
    String deployed = parameters.get("Pipeline");
    Pipeline definition =
        new PipelineLoader()
            .load(PipelinePlace.in(ROOT).file(deployed), PipelineStack.deployed(parameters));
    StackChoice choice = new StackChoice(environment, Map.of(), Map.of());

    assertThat(deployed).isIn(pipeline, environment);
    assertThat(PipelineStack.of(PipelinePlace.in(ROOT), definition, choice).stack().name())
        .isEqualTo("sluice-" + environment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"windfarm", "gpu", "weather", "quickstart", "movies"})
  void hasAnEnvironmentForEachSystemAsItsAuthorsHaveIt(String pipeline) throws IOException {
    assertThat(SamConfig.beside(TEMPLATE).has(pipeline + "-classic")).isTrue();
  }

  @Test
  void readsOverridesInAListOrInOneText() throws IOException {
    write(
        """
        version = 0.1
        [list.deploy.parameters]
        parameter_overrides = ['Pipeline="gpu"', 'EtlSchedule="rate(1 hour)"', "ShardCount=3"]
        [text.deploy.parameters]
        parameter_overrides = 'Pipeline="gpu" Settings="A=\\"1\\"" AlertEmail=""   ShardCount=3 '
        [other.deploy.parameters]
        stack_name = "other"
        """);
    SamConfig config = SamConfig.beside(directory.resolve("template.yaml"));

    assertThat(config.parameters("list"))
        .containsExactly(
            Map.entry("Pipeline", "gpu"),
            Map.entry("EtlSchedule", "rate(1 hour)"),
            Map.entry("ShardCount", "3"));
    assertThat(config.parameters("text"))
        .containsExactly(
            Map.entry("Pipeline", "gpu"),
            Map.entry("Settings", "A=\"1\""),
            Map.entry("AlertEmail", ""),
            Map.entry("ShardCount", "3"));
    assertThat(config.parameters("other")).isEmpty();
    assertThat(config.parameters("none")).isEmpty();
  }

  @Test
  void hasNoEnvironmentsWhereThereIsNoFile() throws IOException {
    assertThat(SamConfig.beside(directory.resolve("template.yaml")).parameters("x")).isEmpty();
  }

  @Test
  void refusesWhatIsNoOverride() throws IOException {
    write("[a.deploy.parameters]\nparameter_overrides = ['EtlSchedule=rate(1 hour)']\n");

    assertThatThrownBy(() -> SamConfig.beside(directory.resolve("template.yaml")).parameters("a"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContainingAll("samconfig.toml: [a]", "EtlSchedule=rate(1 hour)", "must be like");
  }

  @Test
  void tellsTheLineOfBrokenToml() throws IOException {
    write("version = 0.1\n[a.deploy.parameters\n");

    assertThatThrownBy(() -> SamConfig.beside(directory.resolve("template.yaml")))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("samconfig.toml:2: ");
  }

  @Test
  void decidesOnTheStackOfAPipeline() throws IOException {
    PipelinePlace place = place();
    write(
        """
        [windfarm.deploy.parameters]
        parameter_overrides = 'ShardCount=5 Settings="TEMPERATURE_MAX=30,WIND_MAX=9" AlertEmail=me@example.com'
        """);
    StackModel stack =
        PipelineStack.of(
                place,
                WINDFARM,
                new StackChoice(
                    "windfarm", Map.of("TEMPERATURE_MAX", "40"), Map.of("ShardCount", "6")))
            .stack();

    assertThat(stack.all(StackModel.Stream.class).get(0).shards()).isEqualTo(6);
    assertThat(stack.functions().get(0).spec().environment())
        .containsEntry("SLUICE_SETTINGS", "TEMPERATURE_MAX=40,WIND_MAX=9");
    assertThat(stack.all(StackModel.Subscription.class))
        .extracting(StackModel.Subscription::endpoint)
        .containsExactly("me@example.com", "+4915112345678");
  }

  @Test
  void refusesAValueOfAnEnvironmentAsTheTemplateDoes() throws IOException {
    PipelinePlace place = place();
    write("[windfarm.deploy.parameters]\nparameter_overrides = ['Engine=\"spark\"']\n");

    assertThatThrownBy(() -> PipelineStack.of(place, WINDFARM, StackChoice.of("windfarm")))
        .hasMessageContainingAll("Engine can't be 'spark'", "embedded", "glue");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sluice-windfarm",
        "farm_1",
        "a123456789-123456789-123456789-123456789-123456789-1234567"
      })
  void refusesAStackNameThatOtherNamesCanNotBeMadeOf(String name) throws IOException {
    write("[a.global.parameters]\nstack_name = \"" + name + "\"\n");

    assertThatThrownBy(() -> SamConfig.beside(directory.resolve("template.yaml")).parameters("a"))
        .hasMessageStartingWith("samconfig.toml: [a] has the stack_name '" + name + "'; it must");
  }

  private PipelinePlace place() throws IOException {
    Files.createDirectories(directory.resolve("sam"));
    Files.copy(TEMPLATE, directory.resolve("sam/template.yaml"));
    return PipelinePlace.in(directory);
  }

  private void write(String config) throws IOException {
    Files.writeString(directory.resolve("samconfig.toml"), config);
  }
}
