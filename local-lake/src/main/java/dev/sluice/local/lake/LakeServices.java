package dev.sluice.local.lake;

import dev.sluice.local.athena.AthenaService;
import dev.sluice.local.crawler.CrawlerOperations;
import dev.sluice.local.events.EventBus;
import dev.sluice.local.events.EventService;
import dev.sluice.local.firehose.FirehoseService;
import dev.sluice.local.glue.GlueService;
import dev.sluice.local.http.Account;
import dev.sluice.local.http.AwsService;
import dev.sluice.local.http.JsonService;
import dev.sluice.local.job.JobOperations;
import dev.sluice.local.kinesis.KinesisService;
import dev.sluice.local.scheduler.SchedulerService;
import dev.sluice.local.secrets.SecretFiles;
import dev.sluice.local.sns.SnsService;
import dev.sluice.local.sts.StsService;
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
        AthenaService.over(parts.queries, parts.workGroups, parts.clock),
        new SchedulerService(parts.schedules, targets::function),
        EventService.over(parts.bus, arn -> deliveries.apply(targets.function(arn))),
        lambda,
        secrets.parameterStore(),
        secrets.secretsManager(),
        StsService.of(Account.LOCAL));
  }

  private AwsService glue() {
    JsonService glue = GlueService.over(parts.catalog);
    new JobOperations(parts.jobs).addTo(glue);
    new CrawlerOperations(parts.crawlers).addTo(glue);
    return glue;
  }
}
