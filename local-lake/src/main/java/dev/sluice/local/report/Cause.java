package dev.sluice.local.report;

/**
 * Why something did not arrive.
 *
 * @param reason in the words of what refused it, of one example
 * @param count how often
 * @param example one of them, shortened
 * @param place where it is kept, or when it was
 * @param remedy what to do
 */
public record Cause(String reason, long count, String example, String place, String remedy) {}
