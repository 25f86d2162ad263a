package dev.sluice.localaws.athena;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The last 1,000 queries, each as it is now. Safe for use by several threads. */
final class QueryHistory {
  private static final int KEPT = 1000;

  private final Map<String, QueryExecution> queries = new LinkedHashMap<>();
  private final Map<String, String> tokens = new HashMap<>();

  /** Keeps a query, unless its token is known: then gives the id of the one that had it. */
  synchronized Optional<String> add(QueryExecution query) {
    String token = query.request().token();
    String known = tokens.get(token);
    if (known != null) {
      if (!get(known).request().equals(query.request())) {
        throw AthenaService.invalid("Idempotent parameters do not match");
      }
      return Optional.of(known);
    }
    queries.put(query.id(), query);
    if (!token.isEmpty()) {
      tokens.put(token, query.id());
    }
    if (queries.size() > KEPT) {
      String oldest = queries.keySet().iterator().next();
      queries.remove(oldest);
      tokens.values().remove(oldest);
    }
    return Optional.empty();
  }

  synchronized QueryExecution get(String id) {
    QueryExecution query = queries.get(id);
    if (query == null) {
      throw AthenaService.invalid("QueryExecution " + id + " was not found");
    }
    return query;
  }

  /** Changes a query, unless it has ended; gives what it was before. */
  synchronized Optional<QueryExecution> change(String id, UnaryOperator<QueryExecution> change) {
    QueryExecution before = get(id);
    if (before.state().terminal()) {
      return Optional.empty();
    }
    queries.put(id, change.apply(before));
    return Optional.of(before);
  }

  /** The ids of a workgroup's queries, the latest first. */
  synchronized List<String> ids(String workGroup) {
    List<String> ids = new ArrayList<>();
    for (QueryExecution query : queries.values()) {
      if (query.request().workGroup().equals(workGroup)) {
        ids.add(query.id());
      }
    }
    Collections.reverse(ids);
    return ids;
  }

  synchronized boolean busy() {
    return queries.values().stream().anyMatch(query -> !query.state().terminal());
  }
}
