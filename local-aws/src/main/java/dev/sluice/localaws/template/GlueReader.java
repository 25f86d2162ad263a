package dev.sluice.localaws.template;

import dev.sluice.localaws.template.StackModel.Crawler;
import dev.sluice.localaws.template.StackModel.Job;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private GlueReader() {}

  /** Arguments are texts; the script is in S3, where the job may read it. */
  static Job job(String name, Properties own) {
    own.allow(JOB);
    Properties command =
        own.inner("Command")
            .allow(Set.of("Name", "ScriptLocation", "PythonVersion", "Runtime"))
            .requireIfSet("Name", "glueetl");
    String script = command.text("ScriptLocation");
    if (!script.startsWith("s3://")) {
      throw new TemplateException(
          own.where(),
          "%s: the script must be in S3, like its jars, not at '%s'".formatted(own.what(), script));
    }
    Map<String, Object> definition = definition(own);
    for (String arguments : List.of("DefaultArguments", "NonOverridableArguments")) {
      Map<String, Object> texts = new LinkedHashMap<>();
      own.map(arguments).forEach((key, value) -> texts.put(key, String.valueOf(value)));
      definition.put(arguments, texts);
    }
    return new Job(name, definition);
  }

  static Crawler crawler(String name, Properties own) {
    own.allow(CRAWLER);
    own.inner("Targets").allow(Set.of("S3Targets", "CatalogTargets"));
    Map<String, Object> definition = definition(own);
    own.optional("Configuration").ifPresent(text -> definition.put("Configuration", text));
    return new Crawler(name, definition);
  }

  private static Map<String, Object> definition(Properties own) {
    Map<String, Object> definition =
        new HashMap<>(Properties.cast((Map<?, ?>) Literal.values(own.values())));
    definition.remove("Tags");
    return definition;
  }
}
