package dev.sluice.local.lake;

import dev.sluice.localaws.athena.AthenaService;
import dev.sluice.localaws.athena.MetadataOperations;
import dev.sluice.localaws.crawler.CrawlerOperations;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.events.EventService;
import dev.sluice.localaws.firehose.FirehoseService;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.http.JsonService;
import dev.sluice.localaws.job.JobOperations;
import dev.sluice.localaws.kinesis.KinesisService;
import dev.sluice.localaws.scheduler.SchedulerService;
import dev.sluice.localaws.secrets.SecretFiles;
import dev.sluice.localaws.sns.SnsService;
import dev.sluice.localaws.sts.StsService;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The wire services over a lake's parts. */
record LakeServices(LakeParts parts, Path directory) {
  /**
   * All of them, S3 aside.
   *
   * @param targets what rules and schedules may have as targets
   * @param deliveries what takes a rule's events for a function
   */
  List<AwsService> with(
      AwsService lambda, FunctionTargets targets, Function<String, EventBus.Target> deliveries) {
    SecretFiles secrets = new SecretFiles(directory.resolve("secrets"), Account.LOCAL);
    return List.of(
        KinesisService.over(parts.streams, parts.faults),
        FirehoseService.over(parts.deliveries, parts.faults),
        SnsService.over(parts.topics),
        glue(),
        athena(),
        new SchedulerService(parts.schedules, targets::function),
        EventService.over(parts.bus, arn -> deliveries.apply(targets.function(arn))),
        lambda,
        secrets.parameterStore(),
        secrets.secretsManager(),
        StsService.of(Account.LOCAL));
  }

  private AwsService athena() {
    JsonService athena = AthenaService.over(parts.queries, parts.workGroups, parts.clock);
    new MetadataOperations(parts.catalog).addTo(athena);
    return athena;
  }

  private AwsService glue() {
    JsonService glue = GlueService.over(parts.catalog);
    new JobOperations(parts.jobs).addTo(glue);
    new CrawlerOperations(parts.crawlers).addTo(glue);
    return glue;
  }
}
