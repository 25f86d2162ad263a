package dev.sluice.core.produce;

import java.util.List;

/**
 * What a source yields at one tick.
 *
 * @param entries records for the stream, in order
 * @param labels the anomalies that begin here
 * @param rejected rows that could not be read
 */
public record Round(List<Entry> entries, List<Label> labels, List<RejectedRow> rejected) {}
