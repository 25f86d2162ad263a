package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What services do with a role's rights beside the calls in our sources, as AWS documents it: each
 * action on a resource on which it is done.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html">Athena
 *     and the catalog, with the database {@code default}</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/athena-iam.html">Athena and
 *     S3: results, CREATE TABLE AS</a>
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dg/controlling-access.html">Firehose
 *     from a stream to S3</a>
 * @see <a href="https://docs.aws.amazon.com/glue/latest/dg/create-service-policy.html">Glue's
 *     crawlers and jobs</a>
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html">EventBridge
 *     Scheduler</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">
 *     Lambda's destinations of a stream's records</a>
 */
class ServicesActInRolesTest {
  private static final Map<String, String> ALL =
      Map.of("Engine", "glue", "Catalog", "crawler", "RawDelivery", "lambda");
  private static final String STACK = "sluice-windfarm-";
  private static final String HERE = ":eu-central-1:000000000000:";

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          glue:GetDatabase glue:catalog
          glue:GetDatabase glue:database/default
          glue:GetDatabase glue:database/sluice_windfarm
          glue:GetTable glue:table/sluice_windfarm/readings
          glue:GetPartition glue:table/sluice_windfarm/readings
          glue:GetPartitions glue:table/sluice_windfarm/readings
          glue:BatchGetPartition glue:table/sluice_windfarm/readings
          glue:CreateTable glue:table/sluice_windfarm/hourly_attempt
          s3:GetBucketLocation s3:
          s3:ListBucket s3:
          s3:ListBucketMultipartUploads s3:
          s3:GetObject s3:/trusted/windfarm/readings/part-0.parquet
          s3:GetObject s3:/refined/windfarm/hourly/1/part-0
          s3:PutObject s3:/refined/windfarm/hourly/1/part-0
          s3:ListMultipartUploadParts s3:/refined/windfarm/hourly/1/part-0
          s3:AbortMultipartUpload s3:/refined/windfarm/hourly/1/part-0
          s3:PutObject s3:/results/windfarm/hourly/1.csv
          s3:ListMultipartUploadParts s3:/results/windfarm/hourly/1.csv
          s3:AbortMultipartUpload s3:/results/windfarm/hourly/1.csv
          """)
  void letsAthenaReadAndWriteWithTheEtlFunctionsRights(String action, String resource)
      throws IOException {
    assertThat(RolePolicy.of("EtlTriggerRole", ALL).allows(action, arn(resource))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          kinesis:DescribeStream kinesis:stream/sluice-windfarm-Stream
          kinesis:GetShardIterator kinesis:stream/sluice-windfarm-Stream
          kinesis:GetRecords kinesis:stream/sluice-windfarm-Stream
          kinesis:ListShards kinesis:stream/sluice-windfarm-Stream
          s3:GetBucketLocation s3:
          s3:ListBucket s3:
          s3:ListBucketMultipartUploads s3:
          s3:GetObject s3:/raw/windfarm/year=2026/x
          s3:PutObject s3:/raw/windfarm/year=2026/x
          s3:AbortMultipartUpload s3:/raw/windfarm/year=2026/x
          s3:PutObject s3:/rejected/windfarm/firehose/x
          logs:PutLogEvents logs:log-group:/sluice/sluice-windfarm/delivery:log-stream:delivery
          """)
  void letsFirehoseDeliver(String action, String resource) throws IOException {
    assertThat(
            RolePolicy.of("DeliveryRole", Map.of("RawDelivery", "firehose"))
                .allows(action, arn(resource)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          CrawlerRole s3:GetBucketLocation s3:
          CrawlerRole s3:GetBucketAcl s3:
          CrawlerRole s3:ListBucket s3:
          CrawlerRole s3:GetObject s3:/raw/windfarm/x
          CrawlerRole glue:GetDatabase glue:database/sluice_windfarm
          CrawlerRole glue:CreateTable glue:table/sluice_windfarm/raw_windfarm
          CrawlerRole glue:BatchCreatePartition glue:table/sluice_windfarm/readings
          CrawlerRole logs:CreateLogGroup logs:log-group:/aws-glue/crawlers
          JobRole s3:GetBucketLocation s3:
          JobRole s3:ListBucket s3:
          JobRole s3:GetObject s3:/jobs/etl-job.jar
          JobRole s3:GetObject s3:/jobs/transform.scala
          JobRole cloudwatch:PutMetricData cloudwatch:anything
          JobRole logs:CreateLogStream logs:log-group:/sluice/sluice-windfarm/job/output:*
          JobRole logs:PutLogEvents logs:log-group:/sluice/sluice-windfarm/job/error:*
          """)
  void letsGlueWork(String role, String action, String resource) throws IOException {
    assertThat(RolePolicy.of(role, ALL).allows(action, arn(resource))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          ConsumerRole s3:PutObject s3:/aws/lambda/x
          ConsumerRole s3:ListBucket s3:
          BatchWriterRole s3:PutObject s3:/aws/lambda/x
          BatchWriterRole s3:ListBucket s3:
          """)
  void letsLambdaKeepRecordsThatFail(String role, String action, String resource)
      throws IOException {
    assertThat(RolePolicy.of(role, ALL).allows(action, arn(resource))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"ProducerFunction", "ConsumerFunction", "EtlTriggerFunction"})
  void letsSchedulesOfThisAccountInvoke(String function) throws IOException {
    RolePolicy role = RolePolicy.of("ScheduleRole", ALL);

    assertThat(role.allows("lambda:InvokeFunction", arn("lambda:function:" + STACK + function)))
        .isTrue();
    assertThat(role.allows("sqs:SendMessage", arn("sqs:" + STACK + "DeadLetters"))).isTrue();
    assertThat(role.trust())
        .extracting(statement -> statement.get("Condition"))
        .containsExactly(
            Map.of(
                "StringEquals",
                Map.of(
                    "aws:SourceAccount",
                    "000000000000",
                    "aws:SourceArn",
                    arn("scheduler:schedule-group/default"))));
  }

  /** The job obeys the definition; a checkpoint or a run that another one wrote loses records. */
  @ParameterizedTest
  @CsvSource({
    "ProducerRole, producer.json;producer-files.json;round.json;landing/x",
    "ConsumerRole, alerts/shard-1.json;digest.json",
    "EtlTriggerRole, run.json;definition.zip",
    "JobRole, job.json",
    "BatchWriterRole, ''"
  })
  void letsEachWriteOnlyItsOwnState(String role, String own) throws IOException {
    RolePolicy policy = RolePolicy.of(role, ALL);

    assertThat(
            Map.of(
                "ProducerRole", "producer.json;producer-files.json;round.json;landing/x",
                "ConsumerRole", "alerts/shard-1.json;digest.json",
                "EtlTriggerRole", "run.json;definition.zip",
                "JobRole", "job.json"))
        .allSatisfy(
            (owner, keys) -> {
              for (String key : keys.split(";", -1)) {
                assertThat(policy.allows("s3:PutObject", arn("s3:/state/windfarm/" + key)))
                    .as("%s puts %s", role, key)
                    .isEqualTo(keys.equals(own) || isErased(role, key));
              }
            });
  }

  /** An erasure takes a value out of what rules remember and of the job's report. */
  private static boolean isErased(String role, String key) {
    return role.equals("EtlTriggerRole") && (key.startsWith("alerts/") || key.equals("job.json"));
  }

  private static String arn(String resource) {
    String[] part = resource.split(":", 2);
    return part[0].equals("s3")
        ? "arn:aws:s3:::sluice-windfarm-lakebucket" + part[1]
        : "arn:aws:" + part[0] + HERE + part[1];
  }
}
