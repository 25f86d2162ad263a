package dev.sluice.localaws.iceberg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTResponse;

/** What requests are answered by, each by its method and path. */
final class RestRoutes {
  /** The catalog is not one of several behind an address, so its paths have none. */
  private static final String PREFIX = "{prefix}/";

  private final List<Route> routes = new ArrayList<>();

  private record Route(Endpoint endpoint, Function<RestCall, Optional<RESTResponse>> answer) {
    String template() {
      return endpoint.path().replace(PREFIX, "");
    }
  }

  /** Of a matching route. */
  record Found(Map<String, String> names, Function<RestCall, Optional<RESTResponse>> answer) {}

  RestRoutes answer(Endpoint endpoint, Function<RestCall, RESTResponse> answer) {
    routes.add(new Route(endpoint, call -> Optional.of(answer.apply(call))));
    return this;
  }

  /** One whose answer has no content. */
  RestRoutes perform(Endpoint endpoint, Consumer<RestCall> action) {
    routes.add(
        new Route(
            endpoint,
            call -> {
              action.accept(call);
              return Optional.empty();
            }));
    return this;
  }

  Optional<Found> find(String method, String path) {
    for (Route route : routes) {
      Optional<Map<String, String>> names = RestCall.match(route.template(), path);
      if (names.isPresent() && route.endpoint().httpMethod().equals(method)) {
        return Optional.of(new Found(names.get(), route.answer()));
      }
    }
    return Optional.empty();
  }

  List<Endpoint> endpoints() {
    return routes.stream().map(Route::endpoint).toList();
  }
}
