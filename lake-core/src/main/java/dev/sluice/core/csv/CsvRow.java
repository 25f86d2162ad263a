package dev.sluice.core.csv;

import java.util.List;

/**
 * One row of a CSV file.
 *
 * @param line the line it begins on, from 1 on
 * @param cells unquoted
 * @param text as it stands in the file, without its line end
 * @param flaw why it is no row, or empty
 */
public record CsvRow(long line, List<String> cells, String text, String flaw) {}
