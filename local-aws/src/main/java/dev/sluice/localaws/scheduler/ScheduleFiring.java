package dev.sluice.localaws.scheduler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Account;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One firing of a schedule. The same schedule and time give the same execution id, so that a
 * repeated firing can be told from another one.
 *
 * @param time when it was due
 */
public record ScheduleFiring(Schedule schedule, Instant time) {
  public String executionId() {
    String seed = schedule.arn() + "@" + time;
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * What the target is given: the schedule's Input with its context attributes filled in, or AWS's
   * event if it has no Input.
   *
   * @param attempt from 1
   */
  public String input(int attempt, Account account) {
    String given = schedule.definition().path("Target").path("Input").asText("");
    return given.isEmpty()
        ? event(account).toString()
        : given
            .replace("<aws.scheduler.schedule-arn>", schedule.arn())
            .replace("<aws.scheduler.scheduled-time>", text())
            .replace("<aws.scheduler.execution-id>", executionId())
            .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
  }

  private ObjectNode event(Account account) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0").put("id", executionId()).put("detail-type", "Scheduled Event");
    event.put("source", "aws.scheduler").put("account", account.id()).put("time", text());
    event.put("region", account.region()).putArray("resources").add(schedule.arn());
    return event.put("detail", "{}");
  }

  private String text() {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
