package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In processes of their own, as the JDK reads the setting once. */
@Timeout(60)
class IdleConnectionsTest {
  private static final int AT_ONCE = 16;
  private static final int ROUNDS = 5;

  @Test
  void requestsAtOnceUseTheSameConnectionsAgain() throws Exception {
    assertThat(connections()).isEqualTo(AT_ONCE);
  }

  @Test
  void aSettingOfTheJvmComesFirst() throws Exception {
    assertThat(connections("-Dhttp.maxConnections=5")).isGreaterThan(AT_ONCE);
  }

  private static int connections(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Rounds.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Integer.parseInt(said.strip());
  }

  /** Requests in rounds, each of which has all of them under way; says how many connections. */
  static final class Rounds {
    private Rounds() {}

    public static void main(String[] arguments) throws Exception {
      IdleConnections.keep(AT_ONCE);
      Set<Integer> ports = ConcurrentHashMap.newKeySet();
      ExecutorService threads = Executors.newFixedThreadPool(2 * AT_ONCE);
      HttpServer server = server(threads, ports);
      try {
        URL url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/").toURL();
        for (int round = 0; round < ROUNDS; round++) {
          List<Future<?>> requests = new ArrayList<>();
          for (int i = 0; i < AT_ONCE; i++) {
            requests.add(threads.submit(() -> get(url)));
          }
          for (Future<?> request : requests) {
            request.get();
          }
        }
      } finally {
        server.stop(0);
        threads.shutdownNow();
      }
      System.out.println(ports.size());
    }

    private static HttpServer server(ExecutorService threads, Set<Integer> ports)
        throws IOException {
      CyclicBarrier all = new CyclicBarrier(AT_ONCE);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), AT_ONCE);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            try {
              all.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IOException(e);
            }
            exchange.sendResponseHeaders(200, 1);
            try (var body = exchange.getResponseBody()) {
              body.write('x');
            }
          });
      server.start();
      return server;
    }

    private static void get(URL url) {
      try {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        try (var content = connection.getInputStream()) {
          content.readAllBytes();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
