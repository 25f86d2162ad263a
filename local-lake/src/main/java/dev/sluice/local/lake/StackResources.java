package dev.sluice.local.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.athena.WorkGroup;
import dev.sluice.localaws.lambda.FunctionSpec;
import dev.sluice.localaws.sns.FilterPolicy;
import dev.sluice.localaws.template.StackModel;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Creates what a stack declares, functions and events aside. */
final class StackResources {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LakeParts lake;
  private final JobFiles jobFiles;

  /**
   * @param root of the checkout
   */
  StackResources(LakeParts lake, Path root) {
    this.lake = lake;
    this.jobFiles = new JobFiles(lake.files, lake.builtForJobs, root);
  }

  void create(List<StackModel> stacks) throws IOException {
    for (StackModel stack : stacks) {
      create(stack);
    }
  }

  private void create(StackModel stack) throws IOException {
    for (StackModel.Stream stream : stack.streams()) {
      lake.streams.ensure(
          stream.name(), stream.shards(), Duration.ofHours(stream.retentionHours()));
    }
    for (StackModel.Bucket bucket : stack.buckets()) {
      lake.s3.createBucket(bucket.name());
      if (bucket.eventBridge()) {
        lake.bucketEvents.publishOf(bucket.name());
      }
    }
    stack.deliveryStreams().forEach(lake.deliveries::create);
    stack.topics().forEach(topic -> lake.topics.createTopic(topic.name(), Map.of()));
    for (StackModel.Subscription subscription : stack.subscriptions()) {
      subscribe(subscription);
    }
    stack.databases().forEach(this::createDatabase);
    for (StackModel.Workgroup group : stack.workgroups()) {
      lake.workGroups.create(
          WorkGroup.of(
              group.name(), group.outputLocation(), group.enforced(), lake.clock.instant()));
    }
    createGlue(stack);
  }

  private void createGlue(StackModel stack) throws IOException {
    for (StackModel.Job job : stack.jobs()) {
      lake.jobs.create(job.name(), jobFiles.put(job));
    }
    for (StackModel.Crawler crawler : stack.crawlers()) {
      lake.crawlers.create(crawler.name(), JSON.valueToTree(crawler.definition()));
    }
  }

  private void subscribe(StackModel.Subscription subscription) throws IOException {
    lake.topics.subscribe(
        subscription.topicArn(),
        subscription.protocol(),
        subscription.endpoint(),
        FilterPolicy.of(
            JSON.writeValueAsString(subscription.filterPolicy()),
            FilterPolicy.Scope.MESSAGE_ATTRIBUTES));
  }

  /** A lake that is started again on its directory has the database already. */
  private void createDatabase(StackModel.Database database) {
    boolean there =
        lake.catalog.databases().stream()
            .anyMatch(known -> known.path("Name").asText().equals(database.name()));
    if (!there) {
      lake.catalog.createDatabase(
          JSON.valueToTree(Map.of("Name", database.name(), "Description", database.description())));
    }
  }

  static List<FunctionSpec> specs(StackModel stack) {
    return stack.functions().stream().map(StackResources::spec).toList();
  }

  private static FunctionSpec spec(StackModel.Function function) {
    try {
      return new FunctionSpec(
          function.name(),
          artefact(function),
          function.runtime(),
          function.handler(),
          function.environment(),
          function.memoryMb(),
          function.timeout(),
          function.concurrency().map(OptionalInt::of).orElse(OptionalInt.empty()),
          function.layers());
    } catch (IllegalArgumentException e) {
      throw new TemplateException(e.getMessage());
    }
  }

  /** The launcher builds native packages beside those for the JVM. */
  private static Path artefact(StackModel.Function function) {
    Path zip = function.artefact();
    Path beside = zip.resolveSibling("native").resolve(zip.getFileName());
    return function.runtime().startsWith("provided") && Files.exists(beside) ? beside : zip;
  }
}
