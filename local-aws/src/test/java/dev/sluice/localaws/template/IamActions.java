package dev.sluice.localaws.template;

import java.util.Map;
import java.util.Set;

/**
 * Which IAM actions a call needs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service
 *     authorization reference</a>
 */
final class IamActions {
  /** By the client's package and method. */
  private static final Map<String, Set<String>> OF_CALLS =
      Map.ofEntries(
          Map.entry("kinesis.putRecords", Set.of("kinesis:PutRecords")),
          Map.entry("kinesis.describeStreamSummary", Set.of("kinesis:DescribeStreamSummary")),
          Map.entry("kinesis.listShards", Set.of("kinesis:ListShards")),
          Map.entry("kinesis.getShardIterator", Set.of("kinesis:GetShardIterator")),
          Map.entry("kinesis.getRecords", Set.of("kinesis:GetRecords")),
          Map.entry("s3.getObject", Set.of("s3:GetObject")),
          Map.entry("s3.headObject", Set.of("s3:GetObject", "s3:ListBucket")),
          Map.entry("s3.putObject", Set.of("s3:PutObject")),
          Map.entry("s3.headBucket", Set.of("s3:ListBucket")),
          Map.entry("s3.copyObject", Set.of("s3:GetObject", "s3:PutObject")),
          Map.entry("s3.deleteObject", Set.of("s3:DeleteObject")),
          Map.entry("s3.listObjectsV2Paginator", Set.of("s3:ListBucket")),
          Map.entry("secretsmanager.getSecretValue", Set.of("secretsmanager:GetSecretValue")),
          Map.entry("ssm.getParameter", Set.of("ssm:GetParameter")),
          // The topic is encrypted with the stack's own key.
          Map.entry("sns.publish", Set.of("sns:Publish", "kms:Decrypt", "kms:GenerateDataKey")),
          Map.entry("glue.getDatabase", Set.of("glue:GetDatabase")),
          Map.entry("glue.createDatabase", Set.of("glue:CreateDatabase")),
          Map.entry("glue.getTable", Set.of("glue:GetTable")),
          Map.entry("glue.getTablesPaginator", Set.of("glue:GetTables")),
          Map.entry("glue.deleteTable", Set.of("glue:DeleteTable")),
          Map.entry("glue.createTable", Set.of("glue:CreateTable")),
          Map.entry("glue.updateTable", Set.of("glue:UpdateTable")),
          Map.entry("glue.getCrawler", Set.of("glue:GetCrawler")),
          Map.entry("glue.startCrawler", Set.of("glue:StartCrawler")),
          // The crawler keeps its role, which counts as handing it over.
          Map.entry("glue.updateCrawler", Set.of("glue:UpdateCrawler", "iam:PassRole")),
          Map.entry("glue.startJobRun", Set.of("glue:StartJobRun")),
          Map.entry("glue.getJobRun", Set.of("glue:GetJobRun")),
          Map.entry("glue.getJobRuns", Set.of("glue:GetJobRuns")),
          // Athena reads the catalog and the tables, and writes the result, in the caller's name.
          Map.entry(
              "athena.startQueryExecution",
              Set.of(
                  "athena:StartQueryExecution",
                  "glue:GetDatabase",
                  "glue:GetTable",
                  "glue:GetPartition",
                  "glue:GetPartitions",
                  "glue:BatchGetPartition",
                  "s3:GetBucketLocation",
                  "s3:ListBucket",
                  "s3:ListBucketMultipartUploads",
                  "s3:GetObject",
                  "s3:PutObject",
                  "s3:AbortMultipartUpload",
                  "s3:ListMultipartUploadParts")),
          Map.entry("athena.getQueryExecution", Set.of("athena:GetQueryExecution")));

  /** The calls of {@code S3ObjectStore}'s methods. */
  static final Map<String, String> OF_THE_STORE =
      Map.of(
          "get", "s3.getObject",
          "head", "s3.headObject",
          "put", "s3.putObject",
          "copy", "s3.copyObject",
          "list", "s3.listObjectsV2Paginator",
          "listAfter", "s3.listObjectsV2Paginator",
          "delete", "s3.deleteObject");

  /** What Lambda does in a function's name to read a Kinesis stream. */
  static final Set<String> OF_A_MAPPING =
      Set.of(
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
          "kinesis:SubscribeToShard");

  /** What Lambda does in a function's name to keep a batch that failed in S3. */
  static final Set<String> OF_A_DESTINATION = Set.of("s3:PutObject", "s3:ListBucket");

  /** What Lambda does in a function's name to write its log. */
  static final Set<String> OF_LOGS = Set.of("logs:CreateLogStream", "logs:PutLogEvents");

  private IamActions() {}

  static Set<String> of(String call) {
    Set<String> actions = OF_CALLS.get(call);
    if (actions == null) {
      throw new AssertionError(
          "The call "
              + call
              + " is in no table: say in IamActions which actions it needs, and allow them in the"
              + " function's role in sam/template.yaml");
    }
    return actions;
  }
}
