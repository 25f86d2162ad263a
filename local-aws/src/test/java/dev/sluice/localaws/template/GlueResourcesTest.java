package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlueResourcesTest {
  private static final String JOB =
      """
        TransformJob:
          Type: AWS::Glue::Job
          Condition: UsesGlue
          Properties:
            Name: !Sub "${AWS::StackName}-transform"
            Role: !GetAtt JobRole.Arn
            GlueVersion: "5.0"
            Command: {Name: glueetl, ScriptLocation: s3://lake/jobs/transform.scala}
            DefaultArguments:
              --class: GlueApp
              --bucket: !Ref Bucket
              --level: 5
            ExecutionProperty: {MaxConcurrentRuns: 1}
            NumberOfWorkers: !Ref Workers
      """;
  private static final String CRAWLER =
      """
        RawCrawler:
          Type: AWS::Glue::Crawler
          Properties:
            Name: !Sub "${AWS::StackName}-raw"
            Role: !GetAtt JobRole.Arn
            DatabaseName: farm
            Targets: {S3Targets: [{Path: !Sub "s3://${Bucket}/raw/", Exclusions: ["**.tmp"]}]}
            SchemaChangePolicy: {UpdateBehavior: LOG, DeleteBehavior: LOG}
            Configuration: '{"Version": 1.0}'
      """;
  private static final String REST =
      """
      Parameters:
        Engine: {Type: String, Default: embedded}
        Workers: {Type: Number, Default: 2}
      Conditions:
        UsesGlue: !Equals [!Ref Engine, glue]
      Resources:
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: lake}}
        JobRole: {Type: AWS::IAM::Role, Properties: {}}
      """;

  @TempDir Path directory;

  @Test
  void readsAJobOnlyIfItsConditionHolds() throws IOException {
    assertThat(read(REST + JOB, Map.of()).all(StackModel.Job.class)).isEmpty();

    StackModel.Job job =
        read(REST + JOB, Map.of("Engine", "glue")).all(StackModel.Job.class).get(0);
    assertThat(job.name()).isEqualTo("farm-transform");
    assertThat(job.definition())
        .containsEntry(
            "DefaultArguments", Map.of("--class", "GlueApp", "--bucket", "lake", "--level", "5"))
        .containsEntry("NumberOfWorkers", "2");
  }

  @Test
  void readsACrawlersTargetsAndPolicies() throws IOException {
    StackModel.Crawler crawler =
        read(REST + CRAWLER, Map.of()).all(StackModel.Crawler.class).get(0);

    assertThat(crawler.name()).isEqualTo("farm-raw");
    assertThat(crawler.definition())
        .containsEntry("Configuration", "{\"Version\": 1.0}")
        .containsEntry(
            "Targets",
            Map.of(
                "S3Targets",
                List.of(Map.of("Path", "s3://lake/raw/", "Exclusions", List.of("**.tmp")))));
  }

  @Test
  void refusesWhatItDoesNotPlay() {
    assertThatThrownBy(() -> read(REST + CRAWLER + "      Schedule: {}\n", Map.of()))
        .hasMessageContaining("Schedule");
    assertThatThrownBy(
            () -> read(REST + JOB.replace("s3://lake/jobs/", "../"), Map.of("Engine", "glue")))
        .hasMessageContaining("the script must be in S3");
    assertThatThrownBy(
            () -> read(REST + JOB.replace("glueetl", "pythonshell"), Map.of("Engine", "glue")))
        .hasMessageContaining("pythonshell");
  }

  private StackModel read(String text, Map<String, String> parameters) throws IOException {
    Path file = Files.writeString(directory.resolve("template.yaml"), text);
    return StackReader.read(file, "farm", parameters);
  }
}
