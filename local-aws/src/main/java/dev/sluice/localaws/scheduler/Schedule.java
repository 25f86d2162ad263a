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
 */
public record Schedule(
    String name, String arn, ObjectNode definition, ScheduleExpression expression, Dates dates) {

  /**
   * When a schedule lives.
   *
   * @param start rates count from it: the start date, or when the schedule was made
   * @param end nothing fires from then on
   */
  record Dates(Instant start, Optional<Instant> end, Instant created, Instant modified) {
    Dates {
      if (end.isPresent() && !end.get().isAfter(start)) {
        throw invalid("The EndDate must be after the StartDate.");
      }
    }
  }

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
    return new Schedule(name, arn, input, expression(input), dates);
  }

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
    return nextAfter(dates.created.minusNanos(1));
  }

  /** When it fires next; empty: never, or it is disabled. */
  public Optional<Instant> nextAfter(Instant after) {
    return enabled()
        ? expression
            .nextAfter(after, dates.start)
            .filter(time -> dates.end.isEmpty() || time.isBefore(dates.end.get()))
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
