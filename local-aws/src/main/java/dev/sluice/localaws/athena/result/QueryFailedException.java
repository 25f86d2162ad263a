package dev.sluice.localaws.athena.result;

/** A query that ended without a result; the message starts with Athena's error name. */
public final class QueryFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public QueryFailedException(String error, String message) {
    super(error + ": " + message);
  }
}
