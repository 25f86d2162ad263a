package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.ddl.Token.Kind;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a column's type, as Hive writes it. */
final class ColumnType {
  private static final Set<String> SIMPLE =
      Set.of(
          "boolean",
          "tinyint",
          "smallint",
          "int",
          "integer",
          "bigint",
          "float",
          "double",
          "string",
          "binary",
          "date",
          "timestamp",
          "decimal");

  private ColumnType() {}

  static String read(Tokens tokens) throws QueryFailedException {
    Token word = tokens.peek();
    String base = word.text().toLowerCase(Locale.ROOT);
    if (word.kind() != Kind.WORD) {
      throw unknown(tokens, word);
    }
    tokens.take(word.text());
    return switch (base) {
      case "array" -> "array<" + inner(tokens, 1).get(0) + ">";
      case "map" -> "map<" + String.join(",", inner(tokens, 2)) + ">";
      case "struct" -> struct(tokens);
      case "char", "varchar" -> base + "(" + length(tokens) + ")";
      case "decimal" -> decimal(tokens);
      case "integer" -> "int";
      default -> {
        if (!SIMPLE.contains(base)) {
          throw unknown(tokens, word);
        }
        yield base;
      }
    };
  }

  private static QueryFailedException unknown(Tokens tokens, Token word) {
    return new QueryFailedException(
        "SYNTAX_ERROR",
        "%scannot recognize input near '%s' in column type: the types are boolean, tinyint,"
                .formatted(tokens.placeOf(word), word.text())
            + " smallint, int, bigint, float, double, decimal(P,S), string, char(N), varchar(N),"
            + " binary, date, timestamp, array<T>, map<K,V> and struct<NAME:T,…>");
  }

  private static List<String> inner(Tokens tokens, int count) throws QueryFailedException {
    List<String> types = new ArrayList<>();
    tokens.expect("<");
    types.add(read(tokens));
    while (types.size() < count) {
      tokens.expect(",");
      types.add(read(tokens));
    }
    tokens.expect(">");
    return types;
  }

  private static String struct(Tokens tokens) throws QueryFailedException {
    List<String> fields = new ArrayList<>();
    tokens.expect("<");
    do {
      String name = tokens.name();
      tokens.expect(":");
      fields.add(name + ":" + read(tokens));
      if (tokens.take("COMMENT")) {
        tokens.text();
      }
    } while (tokens.take(","));
    tokens.expect(">");
    return "struct<" + String.join(",", fields) + ">";
  }

  private static int length(Tokens tokens) throws QueryFailedException {
    tokens.expect("(");
    int length = tokens.number();
    tokens.expect(")");
    return length;
  }

  private static String decimal(Tokens tokens) throws QueryFailedException {
    if (!tokens.take("(")) {
      return "decimal(10,0)";
    }
    String place = tokens.place();
    int precision = tokens.number();
    int scale = tokens.take(",") ? tokens.number() : 0;
    tokens.expect(")");
    if (precision < 1 || precision > 38 || scale > precision) {
      throw new QueryFailedException(
          "SYNTAX_ERROR",
          "%sdecimal(%d,%d): the precision is 1 to 38, the scale not more than the precision"
              .formatted(place, precision, scale));
    }
    return "decimal(%d,%d)".formatted(precision, scale);
  }
}
