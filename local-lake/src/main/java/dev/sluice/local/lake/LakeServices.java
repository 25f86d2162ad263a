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
import dev.sluice.localaws.iceberg.CatalogAccess;
import dev.sluice.localaws.iceberg.IcebergService;
import dev.sluice.localaws.job.JobOperations;
import dev.sluice.localaws.kinesis.KinesisService;
import dev.sluice.localaws.scheduler.SchedulerService;
import dev.sluice.localaws.secrets.SecretFiles;
import dev.sluice.localaws.sns.SnsService;
import dev.sluice.localaws.sts.StsService;
import dev.sluice.localaws.template.StackModel;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The wire services over a lake's parts. */
record LakeServices(LakeParts parts, LakeSettings settings, URI endpoint) {
  /**
   * All of them, S3 aside.
   *
   * @param targets what rules and schedules may have as targets
   * @param deliveries what takes a rule's events for a function
   */
  List<AwsService> with(
      AwsService lambda, FunctionTargets targets, Function<String, EventBus.Target> deliveries) {
    SecretFiles secrets = new SecretFiles(settings.directory().resolve("secrets"), Account.LOCAL);
    return List.of(
        KinesisService.over(parts.streams, parts.faults),
        FirehoseService.over(parts.deliveries, parts.faults),
        SnsService.over(parts.topics),
        glue(),
        athena(),
        iceberg(),
        new SchedulerService(parts.schedules, targets::function),
        EventService.over(parts.bus, arn -> deliveries.apply(targets.function(arn))),
        lambda,
        secrets.parameterStore(),
        secrets.secretsManager(),
        StsService.of(Account.LOCAL));
  }

  private AwsService iceberg() {
    CatalogAccess access = new CatalogAccess(endpoint, settings.callers().key());
    return new IcebergService(parts.catalog, parts.files, access, this::bucket);
  }

  /** Of the stack that has the database; else of the first one. */
  private Optional<String> bucket(String database) {
    Predicate<StackModel> hasIt =
        stack ->
            stack.all(StackModel.Database.class).stream()
                .anyMatch(declared -> declared.name().equalsIgnoreCase(database));
    List<StackModel> stacks = new ArrayList<>(settings.stacks());
    stacks.sort(Comparator.comparing(stack -> !hasIt.test(stack)));
    return stacks.stream()
        .flatMap(stack -> stack.all(StackModel.Bucket.class).stream())
        .map(StackModel.Bucket::name)
        .findFirst();
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
