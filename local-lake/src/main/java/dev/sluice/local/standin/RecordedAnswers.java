package dev.sluice.local.standin;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.localaws.http.Exchange;
import dev.sluice.localaws.http.HttpPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers that were recorded before, for any API. Of a folder, a request gets the file of its own
 * name ({@link #nameOf}), or those of its name and a number; if there are none, all files. A
 * request that is made several times gets them one after the other, in the order of their names,
 * and the last one from then on.
 */
final class RecordedAnswers implements StandIn {
  private static final String KEY = "recorded-answers";

  private final Path recorded;
  private final List<HttpSource> apis;
  private final List<Path> files;
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final HttpPort port;

  private RecordedAnswers(Path recorded, List<HttpSource> apis) throws IOException {
    this.recorded = recorded;
    this.apis = apis;
    this.files = files(recorded);
    this.port = HttpPort.open(this::answer);
  }

  /**
   * Answers from a file, or from the files of a folder.
   *
   * @throws IOException if there are none
   */
  static RecordedAnswers start(Path recorded, List<HttpSource> apis) throws IOException {
    return new RecordedAnswers(recorded, apis);
  }

  /**
   * The answers of a file or folder.
   *
   * @throws IOException if there are none
   */
  static List<Path> files(Path recorded) throws IOException {
    if (Files.isRegularFile(recorded)) {
      return List.of(recorded);
    }
    if (!Files.isDirectory(recorded)) {
      throw new IOException("--answers " + recorded + ": the file or folder does not exist.");
    }
    try (Stream<Path> within = Files.list(recorded)) {
      List<Path> found = within.filter(Files::isRegularFile).sorted().toList();
      if (found.isEmpty()) {
        throw new IOException("--answers " + recorded + ": the folder has no files.");
      }
      return found;
    }
  }

  /**
   * A request's name: the last part of its path and its query, with {@code _} for all but letters,
   * digits, points and hyphens, e.g. {@code forecast_latitude_52.5} for {@code
   * /v1/forecast?latitude=52.5}.
   */
  static String nameOf(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String last = path.replaceFirst("/+$", "").replaceFirst("^.*/", "");
    return (last + (query < 0 ? "" : "_" + target.substring(query + 1)))
        .replaceAll("[^A-Za-z0-9.-]+", "_");
  }

  private void answer(Exchange exchange) throws IOException {
    String name = nameOf(withoutSecret(exchange.target()));
    List<Path> answers =
        Stream.of(named(name, ""), named(name, "\\.\\d+"), files)
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElseThrow();
    int before = asked.computeIfAbsent(name, first -> new AtomicInteger()).getAndIncrement();
    byte[] body = Files.readAllBytes(answers.get(Math.min(before, answers.size() - 1)));
    exchange.set("Content-Type", "application/json");
    exchange.answer(200, body);
  }

  /** Files of that name and number, whatever their ending. */
  private List<Path> named(String name, String number) {
    Pattern own = Pattern.compile(Pattern.quote(name) + number + "(\\.[A-Za-z]\\w*)?");
    return files.stream()
        .filter(file -> own.matcher(file.getFileName().toString()).matches())
        .toList();
  }

  private String withoutSecret(String target) {
    String left = target;
    for (HttpSource api : apis) {
      if (api.call().secret().isPresent()
          && api.call().secret().get().place() == HttpSource.Secret.Place.QUERY) {
        left = left.replaceFirst("[?&]" + api.call().secret().get().field() + "=[^&]*", "");
      }
    }
    return left.contains("?") ? left : left.replaceFirst("&", "?");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Optional<URI> server() {
    return Optional.of(port.address());
  }

  /** Any will do, but the pipeline wants to read one. */
  @Override
  public Map<String, String> secrets() {
    Map<String, String> secrets = new HashMap<>();
    for (HttpSource api : apis) {
      api.call()
          .secret()
          .ifPresent(
              secret ->
                  secrets.put(
                      secret.name(),
                      secret
                          .member()
                          .map(member -> "{\"" + member + "\": \"" + KEY + "\"}")
                          .orElse(KEY)));
    }
    return secrets;
  }

  @Override
  public String note() {
    return "no API is asked: the answers are those of " + recorded;
  }

  @Override
  public void follow(Clock lakeClock) {
    // what was recorded does not change with the time
  }

  @Override
  public void close() {
    port.close();
  }
}
