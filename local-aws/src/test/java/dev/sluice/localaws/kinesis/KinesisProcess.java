package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Kinesis alone as a process that can be killed. */
final class KinesisProcess {
  static final String STREAM = "readings";
  static final int SHARDS = 2;

  private KinesisProcess() {}

  /** Serves the folder's streams until it is killed; prints its endpoint. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    KinesisStreams streams = open(Path.of(arguments[0]));
    AwsServer server = AwsServer.bind("127.0.0.1", 0);
    server.start(
        List.of(KinesisService.over(streams, FaultPlan.NONE)), exchange -> exchange.answer(404));
    System.out.println(server.endpoint());
    new CountDownLatch(1).await();
  }

  static KinesisStreams open(Path directory) throws IOException {
    KinesisStreams streams =
        new KinesisStreams(Account.LOCAL, LakeClock.realTime(), StreamLimits.NONE, directory);
    streams.ensure(STREAM, SHARDS, Duration.ofHours(24));
    return streams;
  }

  /**
   * Starts one.
   *
   * @param shell what is done in its shell before
   */
  static Process start(Path directory, String shell) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", shell + "exec \"$@\"", "bash"));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KinesisProcess.class.getName(),
            directory.toString()));
    return new ProcessBuilder(command)
        .directory(new File("."))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static URI endpoint(Process process) throws IOException {
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("Kinesis did not start");
    }
    return URI.create(line);
  }
}
