package scala.tools.nsc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Stands in for Scala's runner: shows what it was given, and fails or hangs if told so. */
public final class MainGenericRunner {
  private MainGenericRunner() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    System.out.println("arguments " + words);
    System.out.println("script " + Files.readString(Path.of(words.get(3))));
    System.out.println("endpoint " + System.getenv("AWS_ENDPOINT_URL"));
    System.out.println("class path " + System.getProperty("java.class.path"));
    if (words.contains("--fail")) {
      throw new IllegalStateException("no luck with " + words.get(words.indexOf("--fail") + 1));
    }
    if (words.contains("--hang")) {
      new CountDownLatch(1).await();
    }
  }
}
