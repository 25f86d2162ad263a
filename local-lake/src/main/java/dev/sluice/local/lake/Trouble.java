package dev.sluice.local.lake;

import java.time.Instant;

/**
 * Something that goes wrong in a lake.
 *
 * @param pipeline whose trouble it is; empty: the whole lake's
 * @param subject what goes wrong, e.g. a function's name; with the pipeline it is there once
 * @param text what happened, and why
 * @param remedy what to do; may be empty
 * @param first when it was first seen, on the lake's clock
 * @param last when it was last seen
 */
public record Trouble(
    String pipeline, String subject, String text, String remedy, Instant first, Instant last) {
  Trouble since(Instant earlier) {
    return new Trouble(pipeline, subject, text, remedy, earlier, last);
  }
}
