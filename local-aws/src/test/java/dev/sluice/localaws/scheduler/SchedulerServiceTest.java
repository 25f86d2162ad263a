package dev.sluice.localaws.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/** EventBridge Scheduler over the wire, by AWS's SDK, and on a timeline. */
class SchedulerServiceTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final LakeClock clock = LakeClock.stoppedAt(NOW);
  private final Schedules schedules = new Schedules(Account.LOCAL, clock);
  private final List<ScheduleFiring> fired = new CopyOnWriteArrayList<>();
  private AwsServer server;
  private SchedulerClient client;

  @BeforeEach
  void start() throws IOException {
    server = AwsServer.bind("127.0.0.1", 0);
    server.start(
        List.of(new SchedulerService(schedules, SchedulerServiceTest::checkTarget)),
        exchange -> exchange.answer(500));
    client =
        SchedulerClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void keepsASchedule() {
    client.createSchedule(schedule("tick", "rate(1 minute)"));

    GetScheduleResponse found = client.getSchedule(r -> r.name("tick"));

    assertThat(found.arn()).endsWith(":schedule/default/tick");
    assertThat(found.scheduleExpression()).isEqualTo("rate(1 minute)");
    assertThat(found.target().input()).contains("<aws.scheduler.scheduled-time>");
    assertThat(found.creationDate()).isEqualTo(NOW);
    assertThat(found.stateAsString()).isEqualTo("ENABLED");
  }

  @Test
  void listsInPagesAndDeletes() {
    for (String name : List.of("a", "b", "c")) {
      client.createSchedule(schedule(name, "rate(1 hour)"));
    }

    client.deleteSchedule(r -> r.name("b"));

    assertThat(client.listSchedulesPaginator(r -> r.maxResults(1)).schedules())
        .extracting(summary -> summary.name())
        .containsExactly("a", "c");
  }

  @Test
  void refusesWhatAwsRefuses() {
    client.createSchedule(schedule("tick", "rate(1 minute)"));

    assertThatThrownBy(() -> client.createSchedule(schedule("tick", "rate(2 minutes)")))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> client.createSchedule(schedule("bad", "rate(5 seconds)")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("rate(5 seconds)");
    assertThatThrownBy(() -> client.getSchedule(r -> r.name("none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> client.getSchedule(r -> r.name("tick").groupName("other")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void refusesATargetThatNothingCanBeDeliveredTo() {
    String stream = "arn:aws:kinesis:us-east-1:000000000000:stream/t";
    CreateScheduleRequest tick = schedule("tick", "rate(1 minute)");
    CreateScheduleRequest other =
        tick.toBuilder().target(tick.target().toBuilder().arn(stream).build()).build();

    assertThatThrownBy(() -> client.createSchedule(other))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(stream);
    assertThat(schedules.all()).isEmpty();
    client.createSchedule(tick);
    assertThatThrownBy(
            () ->
                client.updateSchedule(
                    r ->
                        r.name("tick")
                            .scheduleExpression("rate(1 minute)")
                            .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                            .target(other.target())))
        .isInstanceOf(ValidationException.class);
    assertThat(schedules.get("tick").targetArn()).isEqualTo(tick.target().arn());
  }

  private static void checkTarget(String arn) {
    if (!arn.contains(":lambda:")) {
      throw AwsException.invalid("ValidationException", "No delivery to " + arn);
    }
  }

  @Test
  void firesNothingAfterItWasStoppedHoweverFarTheClockSkips() throws InterruptedException {
    try (Timeline timeline = new Timeline(clock, Timeline.Mode.FAST, 1, failure -> {})) {
      ScheduleRunner runner = ScheduleRunner.start(timeline, schedules, fired::add);
      client.createSchedule(schedule("tick", "rate(1 minute)"));
      timeline.runUntil(NOW.plusSeconds(90));

      runner.stop();
      clock.skip(Duration.ofMinutes(16));
      client.createSchedule(schedule("late", "rate(1 minute)"));
      timeline.runUntil(clock.instant().plusSeconds(600));
    }

    assertThat(fired).extracting(firing -> firing.time()).containsExactly(NOW, NOW.plusSeconds(60));
  }

  @Test
  void firesOnTheTimelineWithTheScheduledTime() throws InterruptedException {
    try (Timeline timeline = new Timeline(clock, Timeline.Mode.FAST, 1, failure -> {})) {
      ScheduleRunner.start(timeline, schedules, fired::add);
      client.createSchedule(schedule("tick", "rate(1 minute)"));
      client.createSchedule(schedule("daily", "cron(2 0 * * ? *)"));
      timeline.runUntil(NOW.plusSeconds(150));
    }

    assertThat(fired)
        .extracting(firing -> firing.schedule().name() + " " + firing.time())
        .containsExactly(
            "tick 2026-06-01T00:00:00Z",
            "tick 2026-06-01T00:01:00Z",
            "daily 2026-06-01T00:02:00Z",
            "tick 2026-06-01T00:02:00Z");
    assertThat(fired.get(1).input(1, Account.LOCAL))
        .isEqualTo("{\"time\": \"2026-06-01T00:01:00Z\", \"attempt\": \"1\"}");
  }

  @Test
  void firesNoMoreAfterAChange() throws InterruptedException {
    try (Timeline timeline = new Timeline(clock, Timeline.Mode.FAST, 1, failure -> {})) {
      ScheduleRunner.start(timeline, schedules, fired::add);
      client.createSchedule(schedule("gone", "rate(1 minute)"));
      client.createSchedule(
          schedule("once", "at(2026-06-01T00:03:00)").toBuilder()
              .actionAfterCompletion("DELETE")
              .build());
      timeline.runUntil(NOW.plusSeconds(90));
      client.deleteSchedule(r -> r.name("gone"));
      timeline.runUntil(NOW.plusSeconds(600));
    }

    assertThat(fired)
        .extracting(firing -> firing.schedule().name())
        .containsExactly("gone", "gone", "once");
    assertThat(schedules.all()).isEmpty();
  }

  private static CreateScheduleRequest schedule(String name, String expression) {
    return CreateScheduleRequest.builder()
        .name(name)
        .scheduleExpression(expression)
        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
        .target(
            t ->
                t.arn("arn:aws:lambda:us-east-1:000000000000:function:f")
                    .roleArn("arn:aws:iam::000000000000:role/r")
                    .input(
                        "{\"time\": \"<aws.scheduler.scheduled-time>\", \"attempt\":"
                            + " \"<aws.scheduler.attempt-number>\"}"))
        .build();
  }
}
