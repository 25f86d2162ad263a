package dev.sluice.core.trusted.rows;

/**
 * What stands in a raw object and can't be read.
 *
 * @param object its key
 * @param line where it begins, from 1 on
 * @param reason what is wrong with it; shows nothing of it
 * @param text it, as far as it is text
 * @param bytes it, as it came
 */
public record FlawedText(String object, long line, String reason, String text, byte[] bytes) {}
