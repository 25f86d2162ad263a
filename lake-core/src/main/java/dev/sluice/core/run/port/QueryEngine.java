package dev.sluice.core.run.port;

import java.io.IOException;

/** Runs SQL over the catalog's tables, asynchronously. */
public interface QueryEngine {
  /**
   * Starts a query. The same token again starts nothing new and gives the same id.
   *
   * @return the execution's id
   * @throws IOException if the engine can't be reached or refuses
   */
  String start(QueryStart query) throws IOException;

  /**
   * Starts making a table of a query's rows, in a place that is empty: of Parquet files, or an
   * Iceberg table. The same token again starts nothing new and gives the same id.
   *
   * @return the execution's id
   * @throws IOException if the engine can't be reached or refuses
   */
  String make(TableStart table) throws IOException;

  /** How far an execution is. An execution that the engine doesn't know (any more) has failed. */
  ExecutionStatus state(String executionId) throws IOException;

  /**
   * A query to start.
   *
   * @param sql one SELECT, or CREATE OR REPLACE VIEW of one
   * @param output key prefix of the result, with a slash at the end
   * @param token 32 to 128 characters
   */
  record QueryStart(String sql, String output, String token) {}

  /**
   * A table to make.
   *
   * @param name in the catalog, of no table yet
   * @param folder key prefix of its objects, with a slash at the end; of none yet
   * @param sql one SELECT
   * @param output key prefix of what the engine notes, with a slash at the end
   * @param token 32 to 128 characters
   * @param isIceberg whether it is an Iceberg table
   */
  record TableStart(
      String name, String folder, String sql, String output, String token, boolean isIceberg) {}
}
