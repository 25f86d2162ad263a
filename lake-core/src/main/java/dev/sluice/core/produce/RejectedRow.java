package dev.sluice.core.produce;

/**
 * A row of a source's file that is no record.
 *
 * @param reason what is wrong with it
 * @param file the file's name
 * @param line where the row begins, from 1 on
 * @param text the row as it stands there
 */
public record RejectedRow(String reason, String file, long line, String text) {}
