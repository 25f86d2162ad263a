package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.table.LakeTable.Column;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a table that a query makes.
 *
 * @param columns with types in DuckDB's words
 * @param sql what gives them
 * @param draft a folder for files until they are the lake's, to which DuckDB may write
 * @param fileName the begin of new files' names
 */
public record NewRows(List<Column> columns, String sql, Path draft, String fileName) {}
