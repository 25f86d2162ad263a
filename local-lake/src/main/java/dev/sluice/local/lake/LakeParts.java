package dev.sluice.local.lake;

import dev.sluice.localaws.athena.QueryQueue;
import dev.sluice.localaws.athena.WorkGroups;
import dev.sluice.localaws.athena.query.AthenaEngine;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.crawler.CrawlerRunner;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.firehose.DeliveryStreams;
import dev.sluice.localaws.firehose.DeliveryTargets;
import dev.sluice.localaws.firehose.HttpBucket;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.job.BuiltFiles;
import dev.sluice.localaws.job.GlueJobs;
import dev.sluice.localaws.job.SparkLauncher;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import dev.sluice.localaws.s3.S3Endpoint;
import dev.sluice.localaws.scheduler.Schedules;
import dev.sluice.localaws.sns.SnsTopics;
import dev.sluice.localaws.store.DirectoryLake;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The services' state, before anything is created in it or reachable from outside. */
final class LakeParts implements AutoCloseable {
  /** Two cores are busy with two actions; a third one keeps them so while one waits for S3. */
  private static final int THREADS = 3;

  private static final int TROUBLING_ATTEMPTS = 5;

  final LakeClock clock;
  final Timeline timeline;
  final LakeTrouble trouble;
  private final DiskWatch disk;
  final FaultPlan faults;
  final KinesisStreams streams;

  /** Firehose's own, of what is put directly. */
  final KinesisStreams deliveryStreams;

  final DeliveryStreams deliveries;
  final S3Endpoint s3;
  final DirectoryLake files;
  final SnsTopics topics;
  final Catalog catalog;
  final WorkGroups workGroups;
  final EventBus bus;
  final BucketEvents bucketEvents;
  final Schedules schedules;
  final AthenaEngine engine;
  final QueryQueue queries;
  final BuiltFiles builtForJobs = new BuiltFiles();
  final GlueJobs jobs;
  final CrawlerRunner crawlers;

  /**
   * @param endpoint of all services, which need not answer yet
   */
  LakeParts(LakeSettings settings, URI endpoint) throws IOException {
    Path directory = Files.createDirectories(settings.directory());
    Path scratch = Scratch.empty(directory.resolve("tmp"));
    trouble = new LakeTrouble(directory);
    disk = DiskWatch.start(directory, trouble);
    Optional<Instant> start = settings.start();
    clock = start.map(LakeClock::startingAt).orElseGet(LakeClock::realTime);
    Timeline.Mode mode = start.isPresent() ? Timeline.Mode.FAST : Timeline.Mode.REAL_TIME;
    int threads = THREADS + settings.furtherBatches();
    timeline = new Timeline(clock, mode, threads, trouble::report);
    faults = settings.faults();
    streams = streams(StreamLimits.AWS, directory.resolve("streams"));
    deliveryStreams = streams(StreamLimits.NONE, directory.resolve("firehose"));
    deliveries = deliveries(bucket(settings, endpoint));
    s3 = new S3Endpoint(directory.resolve("s3"), faults);
    topics = new SnsTopics(Account.LOCAL, clock, directory.resolve("outbox"));
    catalog = new Catalog(directory.resolve("catalog"), clock);
    workGroups = new WorkGroups(clock);
    bus = new EventBus(Account.LOCAL, clock);
    bucketEvents = new BucketEvents(bus);
    s3.onCreated(bucketEvents::created);
    schedules = new Schedules(Account.LOCAL, clock);
    files = new DirectoryLake(directory.resolve("s3"));
    engine = new AthenaEngine(catalog, files, scratch, clock);
    queries = new QueryQueue(engine, workGroups, files, bus, clock);
    jobs = GlueJobs.with(launcher(settings, scratch, endpoint), bus, clock);
    crawlers = new CrawlerRunner(catalog, files, directory.resolve("logs"), bus, clock);
    holdTheClock();
  }

  private KinesisStreams streams(StreamLimits limits, Path folder) throws IOException {
    return new KinesisStreams(Account.LOCAL, clock, limits, folder, timeline::passTo);
  }

  private DeliveryStreams deliveries(HttpBucket bucket) {
    DeliveryTargets targets = new DeliveryTargets(bucket, this::unwritten);
    return new DeliveryStreams(Account.LOCAL, timeline, streams, deliveryStreams, targets);
  }

  /** It does not skip while any of these is at work. */
  private void holdTheClock() {
    queries.onStart(end -> timeline.track("query", end));
    jobs.onStart(end -> timeline.track("job", end));
    crawlers.onStart(end -> timeline.track("crawl", end));
  }

  private static HttpBucket bucket(LakeSettings settings, URI endpoint) {
    return new HttpBucket(endpoint, Callers.authorization(settings.callers().key(), "s3"));
  }

  private SparkLauncher launcher(LakeSettings settings, Path scratch, URI endpoint) {
    Path classPath =
        settings.root().resolve("etl-job").resolve("target").resolve("spark.classpath");
    SparkLauncher.Places places =
        new SparkLauncher.Places(classPath, scratch, settings.directory().resolve("logs"));
    return new SparkLauncher(places, files, builtForJobs, endpoint, settings.callers().key());
  }

  /** S3 refuses now and then, which is no trouble. */
  private void unwritten(DeliveryTargets.Unwritten object) {
    if (object.attempts() % TROUBLING_ATTEMPTS == 0) {
      trouble.report(
          "Firehose could not write s3://%s/%s in %d attempts, and goes on trying: %s"
              .formatted(
                  object.bucket(), object.key(), object.attempts(), object.reason().getMessage()));
    }
  }

  @Override
  public void close() {
    disk.close();
    timeline.close();
    queries.close();
    jobs.close();
    crawlers.close();
    streams.close();
    deliveryStreams.close();
  }
}
