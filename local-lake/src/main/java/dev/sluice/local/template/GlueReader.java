package dev.sluice.local.template;

import dev.sluice.local.template.StackModel.Crawler;
import dev.sluice.local.template.StackModel.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code AWS::Glue::Job} and {@code AWS::Glue::Crawler}, whose shapes are the API's. */
final class GlueReader {
  private static final Set<String> JOB =
      Set.of(
          "Name",
          "Description",
          "Role",
          "Command",
          "DefaultArguments",
          "NonOverridableArguments",
          "ExecutionProperty",
          "ExecutionClass",
          "MaxRetries",
          "Timeout",
          "GlueVersion",
          "WorkerType",
          "NumberOfWorkers",
          "SecurityConfiguration",
          "NotificationProperty",
          "Tags");

  private static final Set<String> CRAWLER =
      Set.of(
          "Name",
          "Description",
          "Role",
          "DatabaseName",
          "Targets",
          "TablePrefix",
          "SchemaChangePolicy",
          "RecrawlPolicy",
          "Configuration",
          "CrawlerSecurityConfiguration",
          "Tags");

  final List<Job> jobs = new ArrayList<>();
  final List<Crawler> crawlers = new ArrayList<>();
  private final Path folder;

  GlueReader(Path folder) {
    this.folder = folder;
  }

  /** Arguments are texts; as {@code sam package} does, a script of this machine is looked up. */
  void job(String name, Properties own) {
    own.allow(JOB);
    Properties command =
        own.inner("Command")
            .allow(Set.of("Name", "ScriptLocation", "PythonVersion", "Runtime"))
            .requireIfSet("Name", "glueetl");
    String script = command.text("ScriptLocation");
    Map<String, Object> definition = definition(own);
    for (String arguments : List.of("DefaultArguments", "NonOverridableArguments")) {
      Map<String, Object> texts = new LinkedHashMap<>();
      own.map(arguments).forEach((key, value) -> texts.put(key, String.valueOf(value)));
      definition.put(arguments, texts);
    }
    Optional<Path> file =
        script.startsWith("s3:")
            ? Optional.empty()
            : Optional.of(folder.resolve(script).normalize());
    jobs.add(new Job(name, file, definition));
  }

  void crawler(String name, Properties own) {
    own.allow(CRAWLER);
    own.inner("Targets").allow(Set.of("S3Targets", "CatalogTargets"));
    Map<String, Object> definition = definition(own);
    own.optional("Configuration").ifPresent(text -> definition.put("Configuration", text));
    crawlers.add(new Crawler(name, definition));
  }

  private static Map<String, Object> definition(Properties own) {
    Map<String, Object> definition =
        new HashMap<>(Properties.cast((Map<?, ?>) Literal.values(own.values())));
    definition.remove("Tags");
    return definition;
  }
}
