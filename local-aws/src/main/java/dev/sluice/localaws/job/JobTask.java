package dev.sluice.localaws.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run is to do.
 *
 * @param script {@code s3://BUCKET/KEY} of its Scala script
 * @param arguments the job's and the run's
 */
record JobTask(String job, String run, String script, Map<String, String> arguments) {
  /** Jars beside Glue's own: {@code s3://BUCKET/KEY}. */
  List<String> jars() {
    return Stream.of(arguments.getOrDefault("--extra-jars", "").split(","))
        .map(String::strip)
        .filter(jar -> !jar.isEmpty())
        .toList();
  }

  /** The script's object. */
  String mainObject() {
    return arguments.getOrDefault("--class", "");
  }

  /** For the script: {@code --NAME VALUE} pairs, Glue's own among them. */
  List<String> commandLine() {
    List<String> words = new ArrayList<>(List.of("--JOB_NAME", job, "--JOB_RUN_ID", run));
    arguments.forEach(
        (name, value) -> {
          words.add(name);
          words.add(value);
        });
    return words;
  }
}
