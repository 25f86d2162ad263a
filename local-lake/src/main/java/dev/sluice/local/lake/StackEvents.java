package dev.sluice.local.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.esm.EventSourceMapping;
import dev.sluice.localaws.esm.KinesisStreamReader;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.log.Checkpoints;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import dev.sluice.localaws.lambda.EventInvocations;
import dev.sluice.localaws.lambda.Functions;
import dev.sluice.localaws.store.S3Location;
import dev.sluice.localaws.template.StackModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connects functions with what invokes them: streams, schedules and the event bus. */
final class StackEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LakeParts lake;
  private final Functions functions;
  private final EventInvocations async;
  private final List<EventSourceMapping> mappings = new ArrayList<>();
  private final List<String> takenOver = new ArrayList<>();

  StackEvents(LakeParts lake, Functions functions, EventInvocations async) {
    this.lake = lake;
    this.functions = functions;
    this.async = async;
  }

  void connect(StackModel stack) throws IOException {
    for (StackModel.Function function : stack.functions()) {
      for (StackModel.Event event : function.events()) {
        connect(stack.name(), function, event);
      }
    }
  }

  private void connect(String stack, StackModel.Function function, StackModel.Event event)
      throws IOException {
    String id = function.logicalId();
    String invoked = function.spec().name();
    String name = stack + "-" + id + event.name();
    if (event instanceof StackModel.KinesisEvent records) {
      mappings.add(map(name, invoked, records));
    } else if (event instanceof StackModel.ScheduleEvent schedule) {
      schedule(name, invoked, schedule);
    } else if (event instanceof StackModel.RuleEvent rule) {
      lake.bus.putRule(name, write(rule.pattern()), true);
      lake.bus.putTarget(name, id, Account.LOCAL.functionArn(invoked), target(invoked));
    }
  }

  private EventSourceMapping map(String name, String function, StackModel.KinesisEvent event)
      throws IOException {
    String stream = event.streamArn().substring(event.streamArn().indexOf('/') + 1);
    Checkpoints checkpoints = lake.streams.checkpoints(stream, name);
    noteUnread(function, stream, checkpoints);
    return EventSourceMapping.start(
        event.settings(),
        new KinesisStreamReader(lake.streams, stream),
        lake.timeline,
        new EventSourceMapping.Targets(
            functions::invoke,
            this::put,
            discard -> lake.trouble.report(function + " could not process: " + discard)),
        checkpoints);
  }

  private void noteUnread(String function, String stream, Checkpoints checkpoints)
      throws IOException {
    long unread = 0;
    boolean inLanes = false;
    for (String shard : lake.streams.shardIds(stream)) {
      Optional<ReaderCheckpoint> checkpoint = checkpoints.load(shard);
      if (checkpoint.isPresent()) {
        unread += lake.streams.countAfter(stream, shard, checkpoint.get().after().orElse(null));
        inLanes |= !checkpoint.get().lanes().isEmpty();
      }
    }
    if (unread > 0) {
      takenOver.add(
          "%s goes on with %s%,d unread records of stream %s"
              .formatted(function, inLanes ? "at most " : "", unread, stream));
    }
  }

  /** What functions have still to process of the last lake's records. */
  List<String> takenOver() {
    return List.copyOf(takenOver);
  }

  private void schedule(String name, String function, StackModel.ScheduleEvent event) {
    ObjectNode input = JSON.createObjectNode();
    input.put("ScheduleExpression", event.expression());
    input.put("ScheduleExpressionTimezone", event.timeZone());
    input.put("State", event.state());
    input.putObject("FlexibleTimeWindow").put("Mode", "OFF");
    ObjectNode target = input.putObject("Target");
    target.put("Arn", Account.LOCAL.functionArn(function));
    target.put("RoleArn", "arn:aws:iam::" + Account.LOCAL.id() + ":role/" + name);
    target.put("Input", event.input());
    target
        .putObject("RetryPolicy")
        .put("MaximumRetryAttempts", event.retries())
        .put("MaximumEventAgeInSeconds", event.maximumAge().toSeconds());
    lake.schedules.create(name, input, Optional.empty(), Optional.empty());
  }

  /** A function as a target of rules. */
  EventBus.Target target(String function) {
    return happened -> async.submit(function, bytes(happened));
  }

  List<EventSourceMapping> mappings() {
    return List.copyOf(mappings);
  }

  private void put(String bucket, String key, byte[] content) {
    try {
      lake.files.put(new S3Location(bucket, key), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(Map<String, Object> pattern) {
    try {
      return JSON.writeValueAsString(pattern);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
