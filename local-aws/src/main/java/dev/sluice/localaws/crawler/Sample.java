package dev.sluice.localaws.crawler;

/**
 * What was seen of an object.
 *
 * @param records in the part that was read
 * @param bytes of that part, uncompressed
 */
record Sample(Shape shape, Columns columns, long records, long bytes) {}
