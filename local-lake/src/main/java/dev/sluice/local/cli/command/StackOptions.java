package dev.sluice.local.cli.command;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import dev.sluice.local.sql.TrinoSqlCheck;
import dev.sluice.localaws.template.SamConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What can be chosen of the stacks that a command makes. */
final class StackOptions {
  private static final Set<String> MADE_HERE = Set.of("Pipeline", "Settings");
  private static final String CLASSIC = "-classic";
  private static final String CATALOG = "Catalog";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A value for a $${NAME} of the pipeline; repeatable.")
  Map<String, String> settings = new HashMap<>();

  private final Map<String, String> presets = new HashMap<>();
  private final AskedSettings asked = new AskedSettings();

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description =
          "A value for a parameter of sam/template.yaml, e.g. RawDelivery=firehose; repeatable.")
  private Map<String, String> parameters = new HashMap<>();

  /** What makes trusted tables of raw. */
  enum Engine {
    EMBEDDED,
    GLUE
  }

  /** Where the catalog's tables and partitions come from. */
  enum Catalog {
    DECLARED,
    CRAWLER,
    INFERRED
  }

  /** A choice of engine, catalog and delivery that is tested as a whole. */
  enum Profile {
    DEFAULT(Map.of("Engine", "embedded", "Catalog", "declared", "RawDelivery", "lambda")),
    CLASSIC(Map.of("Engine", "glue", "Catalog", "crawler", "RawDelivery", "firehose"));

    private final Map<String, String> parameters;

    Profile(Map<String, String> parameters) {
      this.parameters = parameters;
    }
  }

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description =
          "default: the ETL function transforms, tables are declared, a function writes raw;"
              + " classic: the environment PIPELINE-classic of sam/samconfig.toml, as the system is"
              + " mostly set up by hand; without one, a Glue job, crawlers and Firehose."
              + " What other options choose wins over it.")
  private Profile profile;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "embedded: the ETL function transforms; glue: a Spark job does (Spark, 500 MB, is fetched"
              + " on first use; the job takes 1 GB of memory more). Default embedded.")
  private Engine engine;

  @Option(
      names = "--catalog",
      paramLabel = "CATALOG",
      description =
          "declared: tables with partition projection; crawler: Glue crawlers find raw tables and"
              + " register partitions; inferred: crawlers find all tables. Default declared.")
  private Catalog catalog;

  @Option(
      names = "--native",
      description =
          "Run native packages, which are built on first use (GRAALVM_HOME or Docker needed).")
  private boolean nativePackages;

  /** What the profile deploys of a pipeline, where that is a definition of its own beside it. */
  PipelineFinder.Found profiled(PipelineFinder.Found pipeline) throws IOException {
    SamConfig config = SamConfig.read(pipeline.place().samConfig());
    String environment = environment(pipeline.name(), config);
    String name = config.parameters(environment).getOrDefault("Pipeline", pipeline.name());
    Path file = pipeline.place().file(name);
    return environment.equals(name) && Files.isRegularFile(file)
        ? new PipelineFinder.Found(file, pipeline.place(), pipeline.passedOver())
        : pipeline;
  }

  /** The one of that profile if there is one, of a definition of its own too. */
  private String environment(String pipeline, SamConfig config) {
    String classic = pipeline.endsWith(CLASSIC) ? pipeline : pipeline + CLASSIC;
    return profile == Profile.CLASSIC && config.has(classic) ? classic : pipeline;
  }

  /**
   * What these options and the environment of {@code samconfig.toml} come to for a pipeline; the
   * environment's settings are among those here, as the pipeline is to be read with them.
   */
  StackChoice choice(PipelineFinder.Found pipeline) throws IOException {
    SamConfig config = SamConfig.read(pipeline.place().samConfig());
    String environment = environment(pipeline.name(), config);
    boolean isOfProfile =
        profile == Profile.CLASSIC && environment.endsWith(CLASSIC) && config.has(environment);
    Map<String, String> all = PipelineStack.settings(config.parameters(environment));
    presets.forEach(all::putIfAbsent);
    all.putAll(settings);
    Map<String, String> chosen = parameters(isOfProfile);
    String catalog =
        Optional.ofNullable(chosen.get(CATALOG))
            .or(() -> Optional.ofNullable(config.parameters(environment).get(CATALOG)))
            .orElse("declared");
    return new StackChoice(environment, PipelineSettings.of(all, catalog), chosen);
  }

  /** A value for a setting that is given nowhere. */
  void preset(String name, String value) {
    presets.put(name, value);
  }

  /** Loads a definition with what was chosen for it. */
  Pipeline load(PipelineFinder.Found pipeline, StackChoice choice) {
    return new PipelineLoader(new TrinoSqlCheck())
        .load(pipeline.file(), asked.of(choice.settings()));
  }

  /** Refuses settings that none of the loaded definitions asks for. */
  void refuseUnknownSettings() {
    SluiceHome.refuseFunctionLimits();
    asked.refuseUnknown(settings.keySet());
  }

  private Map<String, String> parameters(boolean environmentHasProfile) {
    for (String name : parameters.keySet()) {
      if (MADE_HERE.contains(name)) {
        throw new CommandFailure(
            "--parameter %s: the command sets it; name the pipeline, and use --set."
                .formatted(name));
      }
    }
    Map<String, String> all = new HashMap<>();
    if (profile != null && !environmentHasProfile) {
      all.putAll(profile.parameters);
    }
    all.putAll(parameters);
    choose("Engine", engine, all);
    choose(CATALOG, catalog, all);
    if (nativePackages) {
      all.put("Runtime", "native");
    }
    return all;
  }

  private static void choose(String parameter, Enum<?> choice, Map<String, String> all) {
    if (choice != null) {
      all.put(parameter, choice.name().toLowerCase(Locale.ROOT));
    }
  }
}
