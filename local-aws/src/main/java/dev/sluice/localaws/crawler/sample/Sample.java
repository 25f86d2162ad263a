package dev.sluice.localaws.crawler.sample;

/**
 * What was seen of an object.
 *
 * @param records in the part that was read
 * @param bytes of that part, uncompressed
 */
public record Sample(Shape shape, Columns columns, long records, long bytes) {}
