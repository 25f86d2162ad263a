package dev.sluice.bench;

import java.util.ArrayList;
import java.util.List;

/** What a JVM needs for Spark 3.5 in local mode on two cores. */
final class SparkOptions {
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

  private SparkOptions() {}

  static List<String> all() {
    List<String> options = new ArrayList<>(List.of("-Xmx2g", "-Xss4m", "-Duser.timezone=UTC"));
    OPENED.forEach(name -> options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    options.add("-Djdk.reflect.useDirectMethodHandle=false");
    options.add("-Dspark.master=local[2]");
    options.add("-Dspark.ui.enabled=false");
    options.add("-Dspark.driver.host=127.0.0.1");
    options.add("-Dspark.driver.bindAddress=127.0.0.1");
    return options;
  }
}
