package dev.sluice.aws;

/**
 * How many connections the JDK's HTTP client keeps open to a host while nobody uses them. It keeps
 * five; whoever has more requests at once than that opens most connections again and again, each
 * with a TLS handshake ({@code http.maxConnections}, JDK 17, "Networking Properties").
 */
public final class IdleConnections {
  private static final String PROPERTY = "http.maxConnections";

  private IdleConnections() {}

  /** Keeps so many, unless a setting of the JVM says otherwise; before the first request only. */
  public static void keep(int connections) {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, Integer.toString(connections));
    }
  }
}
