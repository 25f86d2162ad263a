package dev.sluice.local.cli.command;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** In the place of the edge process: says what it was given and warns, then ends or waits. */
final class StandInEdge {
  private StandInEdge() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    System.getenv().entrySet().stream()
        .filter(each -> each.getKey().startsWith("SLUICE_") || each.getKey().startsWith("AWS_"))
        .map(each -> each.getKey() + "=" + each.getValue())
        .sorted()
        .forEach(System.out::println);
    System.out.println("2026-06-01 12:00:00,000 INFO  [dev.slu.edg] (main) all is well");
    System.out.println("2026-06-01 12:00:01,000 WARN  [dev.slu.edg] (sender) 'sensor' is silent");
    System.out.flush();
    if (System.getenv("SLUICE_EDGE_DIR").contains("ending")) {
      System.exit(3);
    }
    new CountDownLatch(1).await();
  }
}
