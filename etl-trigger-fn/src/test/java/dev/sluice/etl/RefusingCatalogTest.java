package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.GlueMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog.MetadataSwap;
import dev.sluice.core.run.port.MetadataCatalog.RefusedException;
import dev.sluice.core.run.port.MetadataCatalog.ShownTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

class RefusingCatalogTest {
  private static final MetadataSwap SWAP =
      new MetadataSwap(
          "readings",
          Optional.empty(),
          "s3://lake/1",
          new ShownTable("s3://lake/trusted/farm/readings", List.of(), ""));

  private final Deque<String> answers = new ArrayDeque<>();
  private final AtomicInteger pauses = new AtomicInteger();
  private final GlueMetadataCatalog catalog = new GlueMetadataCatalog(glue(), "farm");

  private GlueClient glue() {
    return GlueClient.builder()
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(new Answers())
        .overrideConfiguration(
            all ->
                all.retryStrategy(
                    GlueMetadataCatalog.retries(
                        attempt -> {
                          pauses.incrementAndGet();
                          return Duration.ZERO;
                        })))
        .build();
  }

  /** Gives each request the next answer: a status and the name of an error, or nothing. */
  private final class Answers implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          return answer(answers.removeFirst());
        }

        @Override
        public void abort() {
          throw new IllegalStateException("Nothing is aborted here");
        }
      };
    }

    @Override
    public void close() {
      answers.clear();
    }
  }

  private static HttpExecuteResponse answer(String answer) throws IOException {
    if (answer.isEmpty()) {
      throw new IOException("Connection reset");
    }
    String[] parts = answer.split(" ", 2);
    byte[] body = parts[1].getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(SdkHttpResponse.builder().statusCode(Integer.parseInt(parts[0])).build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  private void answers(String... next) {
    answers.addAll(List.of(next));
  }

  private static String error(int status, String name) {
    return "%d {\"__type\":\"%s\",\"Message\":\"told\"}".formatted(status, name);
  }

  @Test
  void aThrottledChangeIsMadeAfterAPause() throws IOException {
    String throttled = error(400, "ThrottlingException");
    answers(throttled, throttled, "200 {}");
    assertThat(catalog.swap(SWAP)).isTrue();
    assertThat(pauses).hasValue(2);
  }

  @Test
  void whatIsThrottledAllTheTimeWasNotDone() {
    answers.addAll(java.util.Collections.nCopies(6, error(400, "ThrottlingException")));
    assertThatThrownBy(() -> catalog.swap(SWAP))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("refuses to change table 'readings'");
    assertThat(answers).isEmpty();
  }

  @Test
  void aRefusalForLackOfRightsIsNotRepeated() {
    answers(error(400, "AccessDeniedException"));
    assertThatThrownBy(() -> catalog.swap(SWAP)).isInstanceOf(RefusedException.class);
  }

  @Test
  void whatMayHaveBeenDoneIsNotRepeated() {
    for (String answer :
        List.of(
            "", error(500, "InternalServiceException"), error(400, "OperationTimeoutException"))) {
      answers(answer);
      assertThatThrownBy(() -> catalog.swap(SWAP))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(RefusedException.class)
          .hasMessageContaining("gave no answer");
    }
    assertThat(pauses).hasValue(0);
  }
}
