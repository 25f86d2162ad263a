package dev.sluice.localaws.s3;

import java.util.Optional;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;

/**
 * What a write asks of the object that it replaces. S3Proxy would look at If-Match before it
 * writes, and ignores it in a copy. But it hands one header on to the store as it is, so the whole
 * condition travels in there, and the store decides in the step in which it writes.
 *
 * @param ifMatch empty: anything may be there
 * @param ifNoneMatch empty: anything may be there
 * @param rest of a copy what the source may not be, of an upload in parts its size; may be empty
 */
record WriteCondition(String ifMatch, String ifNoneMatch, String rest) {
  static final WriteCondition NONE = new WriteCondition("", "", "");

  private static final String SEPARATOR = "\n";

  static WriteCondition decode(String header) {
    if (header == null) {
      return NONE;
    }
    String[] parts = header.split(SEPARATOR, -1);
    return new WriteCondition(parts[0], parts[1], parts[2]);
  }

  /** The text of the header; no header of a request can contain a line break. */
  String encode() {
    return String.join(SEPARATOR, ifMatch, ifNoneMatch, rest);
  }

  boolean isAlwaysMet() {
    return ifMatch.isEmpty() && ifNoneMatch.isEmpty();
  }

  /**
   * Throws the error that S3 answers with if the condition is not met.
   *
   * @param etag of the object that is there
   */
  void requireMet(Optional<String> etag) {
    if (!ifMatch.isEmpty() && etag.isEmpty()) {
      throw new S3ProxyException(S3ErrorCode.NO_SUCH_KEY);
    }
    boolean other = !ifMatch.isEmpty() && !names(ifMatch, etag);
    boolean same = !ifNoneMatch.isEmpty() && etag.isPresent() && names(ifNoneMatch, etag);
    if (other || same) {
      throw new S3ProxyException(S3ErrorCode.PRECONDITION_FAILED);
    }
  }

  private static boolean names(String condition, Optional<String> etag) {
    return condition.equals("*")
        || etag.map(WriteCondition::bare).equals(Optional.of(bare(condition)));
  }

  private static String bare(String etag) {
    return etag.replace("\"", "");
  }
}
