package dev.sluice.localaws.iceberg;

import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsRequest;
import dev.sluice.localaws.http.AwsResponse;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.store.DirectoryLake;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;

/**
 * An Iceberg REST catalog: namespaces are Glue's databases, tables its Iceberg tables, whoever made
 * them. A commit is exchanged in Glue from the version that it was made on.
 *
 * <p>Not there, and refused by name: views, commits of several tables at once, planning of scans.
 */
public final class IcebergService implements AwsService {
  private static final Logger LOG = System.getLogger(IcebergService.class.getName());
  private static final String ROOT = "/_iceberg/";

  /** Clients of before 2025 ask for views without being told that there are any. */
  private static final String VIEW = "/v1/namespaces/{namespace}/views/{view}";

  private static final Map<String, String> REFUSED =
      Map.of(
          "/v1/transactions/commit",
          "commit several tables at once: Glue exchanges one at a time; commit each by itself",
          "/v1/oauth/tokens",
          "give out tokens: it needs none, or the lake's access key as the catalog's token");

  /** Held, or the level set on it would be lost with it. */
  private final java.util.logging.Logger icebergLog =
      java.util.logging.Logger.getLogger("org.apache.iceberg");

  private final RestJson json = new RestJson();
  private final RestRoutes routes = new RestRoutes();

  /**
   * @param buckets in which bucket a database's new tables are, unless somebody says where
   */
  public IcebergService(
      Catalog glue,
      DirectoryLake lake,
      CatalogAccess access,
      Function<String, Optional<String>> buckets) {
    icebergLog.setLevel(java.util.logging.Level.SEVERE); // refusals are answered, not logged
    GlueTables catalog = new GlueTables(glue, lake, buckets);
    new CatalogRequests(catalog, new GlueNamespaces(glue), access).addTo(routes);
  }

  @Override
  public String name() {
    return "iceberg";
  }

  @Override
  public String root() {
    return ROOT;
  }

  @Override
  public Set<String> operations() {
    return routes.endpoints().stream().map(Endpoint::toString).collect(Collectors.toSet());
  }

  @Override
  public AwsResponse handle(AwsRequest request) {
    try {
      String path = request.path().substring(ROOT.length() - 1);
      RestRoutes.Found found =
          routes.find(request.method(), path).orElseThrow(() -> unknown(request.method(), path));
      return found
          .answer()
          .apply(new RestCall(request, found.names(), json))
          .map(response -> response(200, response))
          .orElseGet(() -> AwsResponse.bytes(204, "", new byte[0]));
    } catch (AwsException e) {
      throw e;
    } catch (RuntimeException e) {
      ErrorResponse error = RestErrors.of(e);
      if (error.code() >= 500) {
        LOG.log(Level.ERROR, request.method() + " " + request.path(), e);
      }
      return response(error.code(), error);
    }
  }

  private RuntimeException unknown(String method, String path) {
    if (RestCall.match(VIEW, path).isPresent() && (method.equals("GET") || method.equals("HEAD"))) {
      return new NoSuchViewException("View does not exist: the lake's catalog has tables only");
    }
    String what = REFUSED.getOrDefault(path, "answer %s %s".formatted(method, path));
    return new UnsupportedOperationException(
        "The lake's Iceberg catalog does not %s. It has: %s."
            .formatted(what, String.join(", ", new TreeSet<>(operations()))));
  }

  @Override
  public AwsResponse error(AwsRequest request, AwsException error, String requestId) {
    ErrorResponse response = RestErrors.of(error);
    return response(response.code(), response);
  }

  private AwsResponse response(int status, RESTResponse response) {
    return AwsResponse.bytes(status, "application/json", json.write(response));
  }
}
