package dev.sluice.core.mask;

import dev.sluice.core.pipeline.Masking;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.StreamSpec;
import java.io.IOException;
import java.util.Optional;

/**
 * The masks of a pipeline's records with their key. Immutable, safe for several threads; see {@link
 * RecordMask} for what they do.
 */
public final class RecordMasks {
  private final StreamSpec stream;
  private final MaskTree tree;
  private final MaskKey key;

  /** The masks of a stream that has some. */
  public RecordMasks(StreamSpec stream, MaskKey key) {
    this.stream = stream;
    this.tree = MaskTree.of(stream.record(), stream.masking());
    this.key = key;
  }

  /**
   * The masks of a pipeline; empty if it has none, and then no secret is read.
   *
   * @throws IOException if the key can't be had; the message says what to do
   * @throws IllegalArgumentException if the secret can't be a key
   */
  public static Optional<RecordMasks> of(Pipeline pipeline, MaskSecret secrets) throws IOException {
    Masking masking = pipeline.masking();
    if (masking.isNone()) {
      return Optional.empty();
    }
    MaskKey key = new MaskKey(masking.key(), secrets.open(masking.key()));
    return Optional.of(new RecordMasks(pipeline.stream().orElseThrow(), key));
  }

  /** Begins to mask records, for one thread. */
  public RecordMask begin() {
    return new RecordMask(stream, tree, new MaskedText(key));
  }
}
