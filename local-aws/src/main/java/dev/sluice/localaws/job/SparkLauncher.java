package dev.sluice.localaws.job;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.store.Folder;
import dev.sluice.localaws.store.ResultStore;
import dev.sluice.localaws.store.S3Location;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Runs a job's Scala script with Spark in a JVM of this machine. The script and the jars of {@code
 * --extra-jars} are taken out of S3, as Glue does; the script is compiled and run by Scala's own
 * runner. Only what {@link BuiltFiles} knows is run, whatever lies in S3.
 *
 * <p>Deviations: Spark works on two threads in one process with a heap of 1 GB, whatever workers
 * the job has (Glue's smallest has 16 GB). Nothing of Glue's library is on the class path. Of a
 * script, the only object with a main method is run; it has to be the one that {@code --class}
 * names.
 */
public final class SparkLauncher implements JobLauncher {
  private final Places places;
  private final ResultStore bucket;
  private final BuiltFiles built;
  private final URI endpoint;
  private final String accessKey;

  /**
   * Where things are.
   *
   * @param classPath a file with the jars of Spark and of Scala's compiler in one line
   * @param scratch for what a run is given and what Spark spills
   * @param logs a folder a job, and in it a file a run
   */
  public record Places(Path classPath, Path scratch, Path logs) {}

  /**
   * @param built what jobs may run
   * @param endpoint for {@code AWS_ENDPOINT_URL}
   * @param accessKey for {@code AWS_ACCESS_KEY_ID}
   */
  public SparkLauncher(
      Places places, ResultStore bucket, BuiltFiles built, URI endpoint, String accessKey) {
    this.places = places;
    this.bucket = bucket;
    this.built = built;
    this.endpoint = endpoint;
    this.accessKey = accessKey;
  }

  @Override
  public Started start(JobTask task) throws IOException {
    Path folder = Files.createDirectories(places.scratch().resolve(task.run()));
    try {
      Path script = folder.resolve("script.scala");
      Files.write(script, content(task.script()));
      requireObject(task, script);
      List<String> classPath = new ArrayList<>(List.of(sparkClassPath()));
      for (String jar : task.jars()) {
        Path copy =
            folder.resolve(classPath.size() + "-" + jar.substring(jar.lastIndexOf('/') + 1));
        Files.write(copy, content(jar));
        classPath.add(copy.toString());
      }
      classPath.add(ownClasses());
      Path log = Files.createDirectories(places.logs().resolve(task.job())).resolve(task.run());
      return new JobProcess(process(task, folder, classPath, log), new JobLog(log), folder);
    } catch (IOException | RuntimeException e) {
      Folder.delete(folder);
      throw e;
    }
  }

  private Process process(JobTask task, Path folder, List<String> classPath, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(SparkJvm.options(folder));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    command.add(WatchedMain.class.getName());
    // -nc: compiled in this process, not in a daemon that would be left behind.
    command.addAll(List.of("scala.tools.nsc.MainGenericRunner", "-nc", "-usejavacp"));
    command.addAll(List.of("-howtorun:script", folder.resolve("script.scala").toString()));
    command.addAll(task.commandLine());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    Map<String, String> values = environment(folder, environment);
    environment.clear();
    environment.putAll(values);
    return builder.start();
  }

  private Map<String, String> environment(Path folder, Map<String, String> parent) {
    Map<String, String> values = new TreeMap<>();
    for (String inherited : List.of("PATH", "LD_LIBRARY_PATH", "JAVA_HOME")) {
      if (parent.containsKey(inherited)) {
        values.put(inherited, parent.get(inherited));
      }
    }
    values.put("AWS_ENDPOINT_URL", endpoint.toString());
    values.put("AWS_REGION", Account.LOCAL.region());
    values.put("AWS_DEFAULT_REGION", Account.LOCAL.region());
    values.put("AWS_ACCESS_KEY_ID", accessKey);
    values.put("AWS_SECRET_ACCESS_KEY", "local");
    values.put("AWS_EC2_METADATA_DISABLED", "true");
    values.put("SPARK_LOCAL_IP", "127.0.0.1");
    values.put("HOME", folder.toString());
    values.put("LANG", "C.UTF-8");
    values.put("TZ", "UTC");
    values.put("MALLOC_ARENA_MAX", "2");
    return values;
  }

  /** Last, and only for {@link WatchedMain}. */
  private static String ownClasses() {
    try {
      return Path.of(WatchedMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Classes are in a folder or a jar", e);
    }
  }

  private byte[] content(String location) throws IOException {
    S3Location place;
    byte[] content;
    try {
      place = S3Location.parse(location);
      content = bucket.get(place);
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException("%s can't be read: %s".formatted(location, e), e);
    }
    built.require(place, content);
    return content;
  }

  private static void requireObject(JobTask task, Path script) throws IOException {
    String object = task.mainObject();
    Pattern declared = Pattern.compile("\\bobject\\s+" + Pattern.quote(object) + "\\b");
    if (object.isEmpty()
        || !declared.matcher(Files.readString(script, StandardCharsets.UTF_8)).find()) {
      throw new IOException(
          "the script %s declares no object '%s', which --class names"
              .formatted(task.script(), object));
    }
  }

  private String sparkClassPath() throws IOException {
    if (!Files.exists(places.classPath())) {
      throw new IOException(
          places.classPath()
              + " is missing: jobs need Spark, which comes with the module etl-job. Build it (mvn"
              + " -B -pl etl-job -am package -DskipTests), or start the lake with --engine glue.");
    }
    return Files.readString(places.classPath(), StandardCharsets.UTF_8).strip();
  }
}
