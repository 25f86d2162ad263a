package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.run.port.Crawlers.Layer;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.TransformJob.JobStart;
import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;

/** The job and the crawlers on moto's Glue, which knows no UpdateCrawler and ends job runs soon. */
class GlueServicesOnMoto {
  private static final Instant TIME = Instant.parse("2026-06-01T00:15:00Z");

  private final InMemoryObjectStore lake = new InMemoryObjectStore();
  private GlueClient glue;
  private GlueTransformJob job;
  private GlueCrawlers crawlers;

  @BeforeEach
  void makeServices() {
    glue =
        GlueClient.builder()
            .endpointOverride(URI.create(System.getProperty("sluice.moto.endpoint")))
            .build();
    glue.createJob(
        request ->
            request
                .name("transform")
                .role("role")
                .command(command -> command.name("glueetl").scriptLocation("s3://lake/t.scala"))
                .executionProperty(property -> property.maxConcurrentRuns(1)));
    glue.createCrawler(
        request ->
            request
                .name("raw")
                .role("role")
                .databaseName("farm")
                .targets(targets -> targets.s3Targets(s3 -> s3.path("s3://lake/raw/farm/"))));
    job =
        new GlueTransformJob(
            glue,
            "transform",
            lake,
            new GlueTransformJob.Definition("farm", new byte[1], "", "farm"),
            Optional.empty());
    crawlers = new GlueCrawlers(glue, Map.of(Layer.RAW, "raw"), false, "farm", "lake");
  }

  @AfterEach
  void dropServices() {
    glue.deleteJob(request -> request.jobName("transform"));
    glue.deleteCrawler(request -> request.name("raw"));
    glue.close();
  }

  private static JobStart attempt(int number) {
    return new JobStart(number, new RewritePolicy("7", TIME, Optional.empty(), Optional.empty()));
  }

  @Test
  void startsAnAttemptOnceAndSeesItsEnd() throws IOException {
    String id = job.start(attempt(1)).orElseThrow();
    assertThat(job.start(attempt(1))).hasValue(id);

    assertThat(job.state(id)).isNotInstanceOf(ExecutionStatus.Failed.class);
    assertThat(job.state(id)).isEqualTo(new ExecutionStatus.Succeeded(""));
    assertThat(lake.keys()).containsExactly("state/farm/definition.zip");
  }

  @Test
  void takesARunThatIsUnknownForFailed() throws IOException {
    job.start(attempt(1));
    assertThat(job.state("jr_0")).isInstanceOf(ExecutionStatus.Failed.class);
  }

  @Test
  void startsACrawlerOnceAtATime() throws IOException {
    String mark = crawlers.start(Layer.RAW, List.of("raw/farm/")).orElseThrow();
    assertThat(crawlers.start(Layer.RAW, List.of("raw/farm/"))).isEmpty();
    assertThat(crawlers.state(Layer.RAW, mark)).isEqualTo(new ExecutionStatus.Running());
  }
}
