package dev.sluice.etl;

import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.QueryEngine;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;

/** Queries on Athena, in one workgroup and database; results under the lake's {@code results/}. */
final class AthenaQueryEngine implements QueryEngine {
  private final AthenaClient athena;
  private final String database;
  private final String workgroup;
  private final String bucketUrl;

  AthenaQueryEngine(AthenaClient athena, String database, String workgroup, String bucket) {
    this.athena = athena;
    this.database = database;
    this.workgroup = workgroup;
    bucketUrl = "s3://" + bucket + "/";
  }

  @Override
  public String start(QueryStart query) throws IOException {
    try {
      return athena.startQueryExecution(request(query)).queryExecutionId();
    } catch (SdkException e) {
      throw new IOException(
          "Athena doesn't start the query for '%s' in workgroup '%s': %s"
              .formatted(query.output(), workgroup, e.getMessage()),
          e);
    }
  }

  /** Columns without a name and types that Parquet tables don't have are refused by Athena. */
  @Override
  public String make(TableStart table) throws IOException {
    String place =
        table.isIceberg()
            ? "table_type = 'ICEBERG',\n  is_external = false,\n  location"
            : "external_location";
    String sql =
        """
        CREATE TABLE %s
        WITH (
          format = 'PARQUET',
          write_compression = 'ZSTD',
          %s = '%s'
        ) AS
        %s\
        """
            .formatted(table.name(), place, bucketUrl + table.folder(), table.sql());
    return start(new QueryStart(sql, table.output(), table.token()));
  }

  private StartQueryExecutionRequest request(QueryStart query) {
    return StartQueryExecutionRequest.builder()
        .queryString(query.sql())
        .clientRequestToken(query.token())
        .queryExecutionContext(context -> context.database(database))
        .resultConfiguration(result -> result.outputLocation(bucketUrl + query.output()))
        .workGroup(workgroup)
        .build();
  }

  @Override
  public ExecutionStatus state(String executionId) throws IOException {
    try {
      return state(
          athena
              .getQueryExecution(request -> request.queryExecutionId(executionId))
              .queryExecution());
    } catch (InvalidRequestException e) {
      return new ExecutionStatus.Failed("Athena does not know it: " + e.getMessage());
    } catch (SdkException e) {
      throw new IOException(
          "Athena doesn't give the state of query %s: %s".formatted(executionId, e.getMessage()),
          e);
    }
  }

  private ExecutionStatus state(QueryExecution execution) {
    return switch (execution.status().state()) {
      case SUCCEEDED -> new ExecutionStatus.Succeeded(key(execution));
      case FAILED, CANCELLED ->
          new ExecutionStatus.Failed(
              execution.status().stateAsString() + ": " + execution.status().stateChangeReason());
      default -> new ExecutionStatus.Running();
    };
  }

  private String key(QueryExecution execution) {
    String location = execution.resultConfiguration().outputLocation();
    return location.startsWith(bucketUrl) ? location.substring(bucketUrl.length()) : location;
  }
}
