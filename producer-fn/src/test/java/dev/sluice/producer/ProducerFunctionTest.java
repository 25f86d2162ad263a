package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function as Quarkus puts it together. */
@QuarkusTest
@QuarkusTestResource(ProducerFunctionTest.Lake.class)
class ProducerFunctionTest {
  @Inject ProducerHandler handler;

  @Test
  void leavesAFileThatIsNotForThePipeline() throws IOException {
    assertThat(
            answerTo(
                """
                {"detail-type":"Object Created","time":"2026-06-01T00:01:00Z",\
                "detail":{"object":{"key":"landing/stray.csv","etag":"1"}}}\
                """))
        .contains("\"file\":\"unmatched\"");
  }

  private String answerTo(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new RemainingTime(60_000));
    return answer.toString(UTF_8);
  }

  /** A bucket and the function's variables. */
  public static class Lake implements QuarkusTestResourceLifecycleManager {
    private ObjectServer server;

    @Override
    public Map<String, String> start() {
      try {
        server = new ObjectServer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Map<String, String> settings = new HashMap<>(server.settings());
      settings.put("sluice.stream", "farm");
      System.setProperty("aws.region", "eu-central-1");
      return settings;
    }

    @Override
    public void stop() {
      server.close();
    }
  }
}
