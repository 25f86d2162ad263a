package dev.sluice.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.sluice.core.lake.ObjectServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function as Quarkus puts it together. */
@QuarkusTest
@QuarkusTestResource(EtlTriggerFunctionTest.Lake.class)
class EtlTriggerFunctionTest {
  @Inject EtlTriggerHandler handler;

  @Test
  void findsNoRunToLookAt() throws IOException {
    assertThat(answerTo("{\"time\":\"2026-06-01T00:15:00Z\",\"watchdog\":true}"))
        .contains("\"state\":\"IDLE\"");
  }

  private String answerTo(String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, invocation());
    return answer.toString(UTF_8);
  }

  private static Context invocation() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getReturnType() == int.class ? (Object) 60_000 : "request-1");
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
      settings.put("sluice.database", "farm");
      settings.put("sluice.workgroup", "farm");
      System.setProperty("aws.region", "eu-central-1");
      return settings;
    }

    @Override
    public void stop() {
      server.close();
    }
  }
}
