package dev.sluice.localaws.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.JsonService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;

/** Jobs behind a port, with AWS's client for them. */
abstract class JobsOverTheWire {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  final FakeLauncher launcher = new FakeLauncher();
  final BlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
  final List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  GlueJobs jobs;
  TestEndpoints port;
  GlueClient glue;

  @BeforeEach
  void start() throws Exception {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    EventBus bus = new EventBus(Account.LOCAL, clock);
    bus.putRule("jobs", "{\"source\": [\"aws.glue\"]}", true);
    bus.putTarget("jobs", "test", "arn:test", events::add);
    jobs = new GlueJobs(launcher, bus, clock);
    jobs.onStart(ends::add);
    JsonService service = GlueService.over(new Catalog(directory, clock));
    new JobOperations(jobs).addTo(service);
    port = TestEndpoints.serving(service);
    glue = port.client(GlueClient.builder());
  }

  @AfterEach
  void stop() {
    glue.close();
    port.close();
    jobs.close();
  }

  void job(String more) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode definition = (ObjectNode) json.readTree(more);
    definition.set(
        "Command",
        json.readTree("{\"Name\": \"glueetl\", \"ScriptLocation\": \"s3://lake/jobs/script\"}"));
    definition.set(
        "DefaultArguments", json.readTree("{\"--class\": \"GlueApp\", \"--bucket\": \"lake\"}"));
    jobs.create("transform", definition);
  }

  String startRun(Map<String, String> arguments) {
    return glue.startJobRun(r -> r.jobName("transform").arguments(arguments)).jobRunId();
  }

  JobRun run(String id) {
    return glue.getJobRun(r -> r.jobName("transform").runId(id)).jobRun();
  }

  Map<String, String> detail() throws InterruptedException {
    ObjectNode event = events.poll(10, TimeUnit.SECONDS);
    assertThat(event.path("detail-type").asText()).isEqualTo("Glue Job State Change");
    return JobDefinition.texts(event.path("detail"));
  }
}
