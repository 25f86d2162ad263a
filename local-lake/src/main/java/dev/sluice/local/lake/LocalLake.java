package dev.sluice.local.lake;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.esm.EventSourceMapping;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.lambda.EventInvocations;
import dev.sluice.localaws.lambda.FunctionSpec;
import dev.sluice.localaws.lambda.Functions;
import dev.sluice.localaws.lambda.HostSettings;
import dev.sluice.localaws.lambda.LambdaService;
import dev.sluice.localaws.lambda.MetricTotals;
import dev.sluice.localaws.scheduler.ScheduleRunner;
import dev.sluice.localaws.scheduler.Schedules;
import dev.sluice.localaws.sns.SnsTopics;
import dev.sluice.localaws.template.StackModel;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system on one machine: the services that the template declares, behind one port, and
 * its functions as processes.
 *
 * <p>Nothing happens by itself before the {@link #timeline} runs; requests are answered at once.
 */
public final class LocalLake implements AutoCloseable {
  /** No batching or tumbling window is longer, nor is a tumbling window's delay. */
  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(16);

  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(15);

  private final LakeSettings settings;
  private final LakeParts parts;
  private final AwsServer server;
  private final MetricTotals metrics = new MetricTotals();
  private final Functions functions;
  private final StackEvents events;
  private final List<AwsService> services;
  private final ScheduleRunner schedules;
  private final Thread shutdownHook = new Thread(this::end, "lake-end");
  private boolean closed;

  private LocalLake(LakeSettings settings, LakeParts parts, AwsServer server) {
    this.settings = settings;
    this.parts = parts;
    this.server = server;
    HostSettings host =
        new HostSettings(
            settings.directory(),
            settings.root().resolve(".sluice/cache"),
            settings.root().resolve("local-aws/target/lambda-runtime"),
            server.endpoint(),
            settings.callers().key(),
            FunctionLimits.of(System.getenv()));
    this.functions = new Functions(settings.functions(), host, metrics);
    FunctionTargets targets =
        new FunctionTargets(
            settings.functions().stream().map(FunctionSpec::name).collect(Collectors.toSet()));
    EventInvocations async =
        new EventInvocations(
            functions::invoke,
            host,
            parts.timeline,
            letter ->
                parts.trouble.report(
                    letter.function() + " failed for good: " + letter.condition()));
    this.events = new StackEvents(parts, functions, async);
    this.services =
        new LakeServices(parts, settings, server.endpoint())
            .with(new LambdaService(functions, async), targets, events::target);
    this.schedules = fireSchedules(targets, async);
  }

  private ScheduleRunner fireSchedules(FunctionTargets targets, EventInvocations async) {
    return ScheduleRunner.start(
        parts.timeline,
        parts.schedules,
        firing ->
            async.submit(
                targets.function(firing.schedule().targetArn()),
                firing.input(1, Account.LOCAL).getBytes(StandardCharsets.UTF_8)));
  }

  /** Makes a lake with everything that its stacks declare; its port answers from then on. */
  public static LocalLake start(LakeSettings settings) throws IOException {
    AwsServer server = AwsServer.bind("127.0.0.1", settings.port(), settings.callers());
    LakeParts parts = null;
    LocalLake lake = null;
    try {
      parts = new LakeParts(settings, server.endpoint());
      new StackResources(parts, settings.root()).create(settings.stacks());
      lake = new LocalLake(settings, parts, server);
      server.start(lake.services, parts.s3);
      for (StackModel stack : settings.stacks()) {
        lake.events.connect(stack);
      }
      Runtime.getRuntime().addShutdownHook(lake.shutdownHook);
      return lake;
    } catch (IOException | RuntimeException e) {
      if (lake != null) {
        lake.close();
      } else {
        server.close();
        if (parts != null) {
          parts.close();
        }
      }
      throw e;
    }
  }

  /** Starts a process of every function; tells which could not start, and why. */
  public Map<String, String> warmUp() {
    Map<String, String> failures = new TreeMap<>();
    functions
        .warmUp()
        .forEach(
            (name, error) ->
                failures.put(name, (error.message() + "\n" + error.logTail()).strip()));
    return failures;
  }

  /** For {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    return server.endpoint();
  }

  public LakeClock clock() {
    return parts.clock;
  }

  public Timeline timeline() {
    return parts.timeline;
  }

  public Functions functions() {
    return functions;
  }

  public SnsTopics topics() {
    return parts.topics;
  }

  /** The sums of the functions' metrics. */
  public MetricTotals metrics() {
    return metrics;
  }

  /** What goes wrong. */
  public LakeTrouble trouble() {
    return parts.trouble;
  }

  /** What the lake found of an earlier one in its folder, in sentences. */
  public List<String> takenOver() {
    return Stream.of(
            parts.streams.takenOver(), events.takenOver(), parts.deliveryStreams.takenOver())
        .flatMap(List::stream)
        .toList();
  }

  /** When functions are invoked by themselves. */
  public Schedules schedules() {
    return parts.schedules;
  }

  /** No schedule fires from now on. */
  public void stopSchedules() {
    schedules.stop();
  }

  /** Runs SQL over a database's tables. */
  public QueryResult query(String database, String sql) throws QueryFailedException {
    return parts.engine.run(database, sql);
  }

  /** Where everything is kept. */
  public Path directory() {
    return settings.directory();
  }

  /** The folder with a bucket's objects. */
  public Path bucket(String name) {
    return parts.s3.folder(name);
  }

  /**
   * Has what is in the streams processed, as if all windows were over, so that everything is in the
   * bucket when the lake has ended.
   */
  private void finish() throws InterruptedException {
    stopSchedules();
    parts.clock.skip(LONGEST_WINDOW);
    if (!parts.timeline.drain(parts.clock.instant().plus(PATIENCE_AT_THE_END))) {
      parts.trouble.report(
          "Not all records in the streams could be processed before the end; the next lake in %s goes on with them."
              .formatted(settings.directory()));
    }
  }

  private void end() {
    try {
      if (settings.start().isEmpty()) {
        finish();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeParts();
    }
  }

  @Override
  public void close() {
    closeParts();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook has run or runs
    }
  }

  private synchronized void closeParts() {
    if (closed) {
      return;
    }
    closed = true;
    events.mappings().forEach(EventSourceMapping::close);
    parts.timeline.close();
    functions.close();
    server.close();
    parts.close();
  }
}
