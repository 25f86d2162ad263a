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
    this.jobFiles = new JobFiles(lake.builtForJobs, root);
  }

  void create(List<StackModel> stacks) throws IOException {
    for (StackModel stack : stacks) {
      create(stack);
    }
  }

  private void create(StackModel stack) throws IOException {
    stack.functions().forEach(function -> requirePackage(function.spec()));
    for (StackModel.Stream stream : stack.all(StackModel.Stream.class)) {
      lake.streams.ensure(
          stream.name(), stream.shards(), Duration.ofHours(stream.retentionHours()));
    }
    for (StackModel.Bucket bucket : stack.all(StackModel.Bucket.class)) {
      lake.s3.createBucket(bucket.name());
      if (bucket.eventBridge()) {
        lake.bucketEvents.publishOf(bucket.name());
      }
    }
    for (StackModel.DeliveryStream stream : stack.all(StackModel.DeliveryStream.class)) {
      lake.deliveries.create(stream.settings());
    }
    for (StackModel.Topic topic : stack.all(StackModel.Topic.class)) {
      lake.topics.createTopic(topic.name(), Map.of());
    }
    for (StackModel.Subscription subscription : stack.all(StackModel.Subscription.class)) {
      subscribe(subscription);
    }
    stack.all(StackModel.Database.class).forEach(this::createDatabase);
    for (StackModel.Workgroup group : stack.all(StackModel.Workgroup.class)) {
      lake.workGroups.create(
          WorkGroup.of(
              group.name(), group.outputLocation(), group.enforced(), lake.clock.instant()));
    }
    createGlue(stack);
  }

  private void createGlue(StackModel stack) throws IOException {
    for (StackModel.Job job : stack.all(StackModel.Job.class)) {
      lake.jobs.create(job.name(), jobFiles.note(job));
    }
    for (StackModel.Crawler crawler : stack.all(StackModel.Crawler.class)) {
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

  private static void requirePackage(FunctionSpec function) {
    Path zip = function.code().artefact();
    if (!Files.isRegularFile(zip)) {
      throw new TemplateException(
          "Function %s: there is no %s: build it with `mvn package -DskipTests` or start ./sluice"
              .formatted(function.name(), zip));
    }
  }
}
