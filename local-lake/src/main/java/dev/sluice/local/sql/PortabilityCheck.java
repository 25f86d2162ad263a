package dev.sluice.local.sql;

import dev.sluice.core.definition.sql.SqlCheck.Problem;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.AtTimeZone;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.FetchFirst;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.GroupBy;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Lateral;
import io.trino.sql.tree.NaturalJoin;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Offset;
import io.trino.sql.tree.PatternRecognitionRelation;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryPeriod;
import io.trino.sql.tree.SampledRelation;
import io.trino.sql.tree.SimpleGroupBy;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableFunctionInvocation;
import io.trino.sql.tree.Unnest;
import io.trino.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what Athena takes and Spark or DuckDB does not. */
final class PortabilityCheck {
  private static final Set<String> CONSTRUCTORS = Set.of("array", "map");
  private static final Map<Class<? extends Node>, String> WORDS =
      Map.ofEntries(
          Map.entry(Unnest.class, "unnest"),
          Map.entry(Lateral.class, "lateral"),
          Map.entry(SampledRelation.class, "tablesample"),
          Map.entry(FetchFirst.class, "fetch"),
          Map.entry(Offset.class, "offset"),
          Map.entry(Array.class, "array"),
          Map.entry(SubscriptExpression.class, "["),
          Map.entry(AtTimeZone.class, "at"),
          Map.entry(LambdaExpression.class, "->"),
          Map.entry(PatternRecognitionRelation.class, "match_recognize"),
          Map.entry(QueryPeriod.class, "for version"));

  private final List<Problem> problems = new ArrayList<>();

  private PortabilityCheck() {}

  /** In no order. */
  static List<Problem> of(Query query) {
    PortabilityCheck check = new PortabilityCheck();
    check.walk(query);
    return check.problems;
  }

  private void walk(Node node) {
    remedy(node).ifPresent(text -> problems.add(new Problem(NameResolution.line(node), text)));
    node.getChildren().forEach(this::walk);
    if (node instanceof Table table) {
      table.getQueryPeriod().ifPresent(this::walk);
    }
  }

  private static Optional<String> remedy(Node node) {
    if (node instanceof FunctionCall call) {
      String name = lower(call.getName().getSuffix());
      return Portability.ofFunction(name)
          .or(() -> CONSTRUCTORS.contains(name) ? Portability.ofWord(name) : Optional.empty());
    } else if (node instanceof Cast cast) {
      return type(cast.getType());
    } else if (node instanceof AliasedRelation relation) {
      String alias = lower(relation.getAlias().getValue());
      return Portability.isForeign(alias) ? Portability.ofWord(alias) : Optional.empty();
    } else if (node instanceof Join join) {
      return join.getCriteria()
          .filter(NaturalJoin.class::isInstance)
          .flatMap(by -> Portability.ofWord("natural"));
    } else if (node instanceof With with && with.isRecursive()) {
      return Portability.ofWord("recursive");
    } else if (node instanceof TableFunctionInvocation call) {
      return Optional.of(Portability.tableFunction(lower(call.getName().toString())));
    } else if (node instanceof GroupBy by && isByAll(by)) {
      return Optional.of("GROUP BY ALL is not portable; name the columns or their numbers");
    }
    return Optional.ofNullable(WORDS.get(node.getClass())).flatMap(Portability::ofWord);
  }

  /** {@code ALL} and {@code DISTINCT} stand before the elements, of which there may be none. */
  private static boolean isByAll(GroupBy by) {
    return by.isDistinct()
        || by.getGroupingElements().stream()
            .anyMatch(
                element ->
                    element instanceof SimpleGroupBy simple
                        && simple.getExpressions().size() == 1
                        && simple.getExpressions().get(0) instanceof Identifier name
                        && lower(name.getValue()).equals("all"));
  }

  private static Optional<String> type(DataType type) {
    if (type instanceof DateTimeDataType time) {
      if (time.isWithTimeZone()) {
        return Optional.of("time zones are not portable; times are UTC: CAST(x AS timestamp)");
      }
      return time.getType() == DateTimeDataType.Type.TIME
          ? Portability.ofType("time")
          : Optional.empty();
    }
    return Portability.ofType(
        type instanceof GenericDataType named
            ? lower(named.getName().getValue())
            : lower(type.toString()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
