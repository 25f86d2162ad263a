package dev.sluice.localaws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsRequest;
import dev.sluice.localaws.http.AwsResponse;
import dev.sluice.localaws.http.AwsService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** EventBridge Scheduler on the wire; no groups but {@code default}. */
public final class SchedulerService implements AwsService {
  private static final String PATH = "/schedules";

  private final Schedules schedules;
  private final Consumer<String> targetCheck;

  /**
   * The service of the schedules.
   *
   * @param targetCheck is given a target's ARN; throws AwsException if nothing can be delivered
   */
  public SchedulerService(Schedules schedules, Consumer<String> targetCheck) {
    this.schedules = schedules;
    this.targetCheck = targetCheck;
  }

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public Set<String> operations() {
    return Set.of(
        "CreateSchedule", "GetSchedule", "ListSchedules", "UpdateSchedule", "DeleteSchedule");
  }

  @Override
  public AwsResponse handle(AwsRequest request) {
    String path = request.path();
    if (path.equals(PATH) && request.method().equals("GET")) {
      return AwsResponse.of(request, 200, list(request));
    }
    if (!path.startsWith(PATH + "/")) {
      throw unknown(request);
    }
    String name = path.substring(PATH.length() + 1);
    return AwsResponse.of(request, 200, one(request, name));
  }

  private ObjectNode one(AwsRequest request, String name) {
    return switch (request.method()) {
      case "POST" -> arn(schedules.create(name, checked(request), start(request), end(request)));
      case "PUT" -> arn(schedules.update(name, checked(request), start(request), end(request)));
      case "GET" -> {
        group(request.parameters().get("groupName").orElse("default"));
        yield whole(schedules.get(name));
      }
      case "DELETE" -> {
        group(request.parameters().get("groupName").orElse("default"));
        schedules.delete(name);
        yield object();
      }
      default -> throw unknown(request);
    };
  }

  private AwsException unknown(AwsRequest request) {
    return AwsException.notImplemented(
        name(), request.method() + " " + request.path(), operations());
  }

  private ObjectNode checked(AwsRequest request) {
    ObjectNode input = request.json();
    group(input.path("GroupName").asText("default"));
    JsonNode target = input.path("Target").path("Arn");
    if (!target.isMissingNode()) {
      targetCheck.accept(target.asText());
    }
    return input;
  }

  private static void group(String name) {
    if (!name.equals("default")) {
      throw new AwsException(
          "ResourceNotFoundException",
          404,
          "Schedule group " + name + " does not exist; the local lake has only 'default'.");
    }
  }

  private static Optional<Instant> start(AwsRequest request) {
    return date(request, "StartDate");
  }

  private static Optional<Instant> end(AwsRequest request) {
    return date(request, "EndDate");
  }

  private static Optional<Instant> date(AwsRequest request, String member) {
    JsonNode value = request.json().path(member);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(request.instant(value));
  }

  private ObjectNode list(AwsRequest request) {
    group(request.parameters().get("ScheduleGroup").orElse("default"));
    String prefix = request.parameters().get("NamePrefix").orElse("");
    String after = request.parameters().get("NextToken").orElse("");
    int most = most(request.parameters().get("MaxResults").orElse("100"));
    List<Schedule> found =
        schedules.all().stream()
            .filter(schedule -> schedule.name().startsWith(prefix))
            .filter(schedule -> schedule.name().compareTo(after) > 0)
            .toList();
    ObjectNode result = object();
    ArrayNode page = result.putArray("Schedules");
    found.stream().limit(most).forEach(schedule -> page.add(summary(schedule)));
    if (found.size() > most) {
      result.put("NextToken", found.get(most - 1).name());
    }
    return result;
  }

  private static int most(String text) {
    if (!text.matches("[1-9]\\d?|100")) {
      throw Schedule.invalid("MaxResults is " + text + "; it must be from 1 to 100.");
    }
    return Integer.parseInt(text);
  }

  private static ObjectNode whole(Schedule schedule) {
    ObjectNode whole = schedule.definition().deepCopy();
    whole.remove("ClientToken");
    if (!whole.has("ScheduleExpressionTimezone")) {
      whole.put("ScheduleExpressionTimezone", "UTC");
    }
    if (!whole.has("ActionAfterCompletion")) {
      whole.put("ActionAfterCompletion", "NONE");
    }
    whole.setAll(summary(schedule));
    whole.set("Target", schedule.definition().path("Target").deepCopy());
    return whole;
  }

  private static ObjectNode summary(Schedule schedule) {
    ObjectNode summary = arn(schedule, "Arn");
    summary.put("Name", schedule.name()).put("GroupName", "default");
    summary.put("State", schedule.enabled() ? "ENABLED" : "DISABLED");
    summary.putObject("Target").put("Arn", schedule.targetArn());
    summary.putPOJO("CreationDate", schedule.dates().created());
    return summary.putPOJO("LastModificationDate", schedule.dates().modified());
  }

  private static ObjectNode arn(Schedule schedule) {
    return arn(schedule, "ScheduleArn");
  }

  private static ObjectNode arn(Schedule schedule, String member) {
    return object().put(member, schedule.arn());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
