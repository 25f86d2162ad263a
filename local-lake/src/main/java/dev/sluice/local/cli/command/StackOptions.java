package dev.sluice.local.cli.command;

import dev.sluice.local.cli.client.CommandFailure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What can be chosen of the stacks that a command makes. */
final class StackOptions {
  private static final Set<String> MADE_HERE = Set.of("Pipeline", "Settings");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A value for a $${NAME} of the pipeline; repeatable.")
  Map<String, String> settings = new HashMap<>();

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
    CRAWLER
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
              + " classic: as it is mostly set up by hand, with a Glue job, crawlers and Firehose."
              + " What other options choose wins over it; without it, sam/samconfig.toml chooses.")
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
              + " register partitions. Default declared.")
  private Catalog catalog;

  @Option(
      names = "--native",
      description =
          "Run native packages, which are built on first use (GRAALVM_HOME or Docker needed).")
  private boolean nativePackages;

  /** Those of the template; the others are settings of the pipeline. */
  Map<String, String> parameters() {
    for (String name : parameters.keySet()) {
      if (MADE_HERE.contains(name)) {
        throw new CommandFailure(
            "--parameter %s: the command sets it; name the pipeline, and use --set."
                .formatted(name));
      }
    }
    if (profile != null) {
      profile.parameters.forEach(parameters::putIfAbsent);
    }
    choose("Engine", engine);
    choose("Catalog", catalog);
    if (nativePackages) {
      parameters.put("Runtime", "native");
    }
    return parameters;
  }

  private void choose(String parameter, Enum<?> choice) {
    if (choice != null) {
      parameters.put(parameter, choice.name().toLowerCase(Locale.ROOT));
    }
  }
}
