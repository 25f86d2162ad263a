package dev.sluice.localaws.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM for Spark 3.5: what it opens of the JDK, its heap, and how Spark is set. */
final class SparkJvm {
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private SparkJvm() {}

  static List<String> options(Path folder) {
    List<String> options = new ArrayList<>();
    options.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    options.addAll(
        List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xss4m", "-Duser.timezone=UTC"));
    OPENED.forEach(name -> options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    options.add("-Djdk.reflect.useDirectMethodHandle=false");
    options.add("-Dio.netty.tryReflectionSetAccessible=true");
    options.add("-Djava.io.tmpdir=" + folder);
    options.add("-Dspark.master=local[2]");
    options.add("-Dspark.ui.enabled=false");
    options.add("-Dspark.driver.host=127.0.0.1");
    options.add("-Dspark.driver.bindAddress=127.0.0.1");
    options.add("-Dspark.local.dir=" + folder);
    options.add("-Dspark.sql.warehouse.dir=" + folder.resolve("warehouse"));
    return options;
  }
}
