package dev.sluice.localaws.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A function of its own process that speaks the Runtime API and does what its payload says. */
public final class ScriptedFunction {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String api =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

  /** Started by the bootstrap that {@link #pack} writes. */
  public static void main(String[] arguments) throws Exception {
    new ScriptedFunction().run(String.valueOf(System.getenv("START")));
  }

  private void run(String start) throws Exception {
    System.out.println("starting: " + start);
    if (start.equals("exit")) {
      System.out.println("no pipeline file");
      System.exit(3);
    }
    if (start.equals("logged")) {
      System.out.println("{\"level\":\"ERROR\",\"message\":\"f can't start: no key\"}");
      System.out.println("java.lang.RuntimeException: framework\n\tat some.Framework.start");
      post("init/error", "{\"errorType\":\"X\",\"errorMessage\":\"framework failed\"}");
      System.exit(1);
    }
    if (start.equals("error")) {
      post(
          "init/error",
          "{\"errorType\":\"Bad.Config\",\"errorMessage\":\"SLUICE_BUCKET is missing\"}");
      System.exit(1);
    }
    while (true) {
      HttpResponse<String> next = send(request("invocation/next").GET());
      String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
      String[] words = next.body().split(" ", 2);
      String answer = act(words[0], words.length > 1 ? words[1] : "", next);
      String outcome = words[0].equals("fail") ? "/error" : "/response";
      post("invocation/" + id + outcome, answer);
    }
  }

  private static String act(String verb, String argument, HttpResponse<String> next)
      throws Exception {
    return switch (verb) {
      case "pid" -> Long.toString(ProcessHandle.current().pid());
      case "env" -> String.valueOf(System.getenv(argument));
      case "print" -> {
        System.out.println(argument);
        yield "printed";
      }
      case "exit" -> {
        System.out.println("leaving");
        System.exit(Integer.parseInt(argument));
        yield "";
      }
      case "hang" -> {
        new CountDownLatch(1).await();
        yield "";
      }
      case "meet" -> meet(Path.of(argument));
      case "large" -> "x".repeat(Integer.parseInt(argument));
      case "left" -> {
        long deadline = next.headers().firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow();
        yield Long.toString(deadline - System.currentTimeMillis());
      }
      case "fail" -> "{\"errorType\":\"Some.Exception\",\"errorMessage\":\"" + argument + "\"}";
      default -> verb + " " + argument;
    };
  }

  /** Waits until two processes have met in a directory. */
  private static String meet(Path directory) throws Exception {
    try (WatchService arrivals = directory.getFileSystem().newWatchService()) {
      directory.register(arrivals, StandardWatchEventKinds.ENTRY_CREATE);
      Files.createFile(directory.resolve(Long.toString(ProcessHandle.current().pid())));
      while (count(directory) < 2) {
        WatchKey arrived = arrivals.poll(20, TimeUnit.SECONDS);
        if (arrived == null) {
          return "alone";
        }
        arrived.reset();
      }
      return "met";
    }
  }

  private static long count(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.count();
    }
  }

  private void post(String path, String body) throws Exception {
    send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A function zip whose bootstrap starts this class. */
  static Path pack(Path directory) {
    String bootstrap =
        "#!/bin/sh\nexec %s/bin/java -Xshare:auto -XX:TieredStopAtLevel=1 -cp %s %s\n"
            .formatted(
                System.getProperty("java.home"),
                Path.of("target", "test-classes").toAbsolutePath(),
                ScriptedFunction.class.getName());
    Path zip = directory.resolve("function.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(file)) {
      entries.putNextEntry(new ZipEntry("bootstrap"));
      entries.write(bootstrap.getBytes(StandardCharsets.UTF_8));
      entries.closeEntry();
      return zip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
