package dev.sluice.localaws.iceberg;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * How clients of the catalog reach the objects that it names, so that its address is all that they
 * are told.
 *
 * @param endpoint of all services, for clients that don't say how they call it
 * @param accessKey that S3 takes; no signature is checked, so the secret is any
 */
public record CatalogAccess(URI endpoint, String accessKey) {
  /** In the properties that Iceberg's own clients, PyIceberg and DuckDB have. */
  Map<String, String> properties(AwsRequest request) {
    String endpoint =
        request.header("Host").map(host -> "http://" + host).orElse(this.endpoint.toString());
    Map<String, String> properties = new HashMap<>(); // Iceberg's builders look for null in it
    properties.put("s3.endpoint", endpoint);
    properties.put("s3.path-style-access", "true");
    properties.put("s3.access-key-id", accessKey);
    properties.put("s3.secret-access-key", "local");
    properties.put("s3.region", Account.LOCAL.region());
    properties.put("client.region", Account.LOCAL.region());
    return properties;
  }
}
