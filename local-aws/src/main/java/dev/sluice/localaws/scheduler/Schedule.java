package dev.sluice.localaws.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A schedule.
 *
 * @param definition what was given, in the API's shape
 * @param start rates count from it: the start date, or when the schedule was made
 * @param end nothing fires from then on
 */
public record Schedule(
    String name,
    String arn,
    ObjectNode definition,
    ScheduleExpression expression,
    Instant start,
    Optional<Instant> end,
    Instant created,
    Instant modified) {

  /** A schedule of what CreateSchedule or UpdateSchedule is given, checked. */
  static Schedule of(String name, String arn, ObjectNode input, Dates dates) {
    if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) {
      throw invalid("Schedule name '" + name + "' is not valid.");
    }
    for (String member : new String[] {"ScheduleExpression", "FlexibleTimeWindow", "Target"}) {
      if (!input.hasNonNull(member)) {
        throw invalid(member + " is missing.");
      }
    }
    if (!input.path("Target").hasNonNull("Arn") || !input.path("Target").hasNonNull("RoleArn")) {
      throw invalid("Target needs Arn and RoleArn.");
    }
    if (dates.end().isPresent() && !dates.end().get().isAfter(dates.start())) {
      throw invalid("The EndDate must be after the StartDate.");
    }
    ScheduleExpression expression = expression(input);
    return new Schedule(
        name,
        arn,
        input,
        expression,
        dates.start(),
        dates.end(),
        dates.created(),
        dates.modified());
  }

  /** When a schedule lives. */
  record Dates(Instant start, Optional<Instant> end, Instant created, Instant modified) {}

  private static ScheduleExpression expression(ObjectNode input) {
    try {
      ZoneId zone = ZoneId.of(input.path("ScheduleExpressionTimezone").asText("UTC"));
      return ScheduleExpression.parse(input.path("ScheduleExpression").asText(), zone);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw invalid("Invalid Schedule Expression: " + e.getMessage());
    }
  }

  /** When it fires first: rates at their start. */
  public Optional<Instant> first() {
    return nextAfter(created.minusNanos(1));
  }

  /** When it fires next; empty: never, or it is disabled. */
  public Optional<Instant> nextAfter(Instant after) {
    return enabled()
        ? expression
            .nextAfter(after, start)
            .filter(time -> end.isEmpty() || time.isBefore(end.get()))
        : Optional.empty();
  }

  public boolean enabled() {
    return !definition.path("State").asText("ENABLED").equals("DISABLED");
  }

  public String targetArn() {
    return definition.path("Target").path("Arn").asText();
  }

  static AwsException invalid(String message) {
    return AwsException.invalid("ValidationException", message);
  }
}
