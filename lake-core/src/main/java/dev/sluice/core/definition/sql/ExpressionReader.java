package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Expressions. Which operator binds closer doesn't matter to names: an expression is read as values
 * with operators between them.
 */
final class ExpressionReader {
  private static final Set<String> CONSTANTS =
      Set.of("null", "true", "false", "current_date", "current_timestamp", "localtimestamp");
  private static final Set<String> LITERALS = Set.of("date", "timestamp", "time");
  private static final List<String> SYMBOLS =
      List.of("+", "-", "*", "/", "%", "=", "<", ">", "|", "!");

  private final Reader reader;
  private final Cursor cursor;
  private final FunctionReader functions;

  ExpressionReader(Reader reader) {
    this.reader = reader;
    this.cursor = reader.cursor;
    this.functions = new FunctionReader(reader, this);
  }

  /** Reads an expression; gives the column's name if it is nothing but a column, else "". */
  String read(Scope scope) {
    String name = operand(scope);
    while (operator(scope)) {
      name = "";
    }
    return name;
  }

  /** {@code ([PARTITION BY …] [ORDER BY …] [frame])}. */
  void window(Scope scope) {
    int open = cursor.position();
    cursor.expect("(");
    if (cursor.take("partition", "by")) {
      reader.queries.expressions(scope);
    }
    if (cursor.take("order", "by")) {
      reader.queries.orders(scope);
    }
    if (!cursor.is(")") && !cursor.is("rows") && !cursor.is("range")) {
      throw cursor.unexpected("PARTITION BY, ORDER BY, ROWS or RANGE");
    }
    cursor.moveTo(cursor.after(open));
  }

  private String operand(Scope scope) {
    boolean isBare = true;
    while (cursor.take("not") || cursor.take("-") || cursor.take("+")) {
      isBare = false;
    }
    String name = value(scope);
    return isBare ? name : "";
  }

  /** Reads an operator with what is right of it, if one comes. */
  private boolean operator(Scope scope) {
    if (cursor.take("is")) {
      is(scope);
    } else if (cursor.take("and") || cursor.take("or") || cursor.take("between")) {
      operand(scope);
    } else if (cursor.is("not", "in") || cursor.is("not", "like") || cursor.is("not", "between")) {
      cursor.next();
    } else if (cursor.take("in")) {
      operand(scope);
    } else if (cursor.take("like")) {
      operand(scope);
      if (cursor.take("escape")) {
        operand(scope);
      }
    } else {
      return symbol(scope);
    }
    return true;
  }

  private void is(Scope scope) {
    cursor.take("not");
    if (cursor.take("distinct", "from")) {
      operand(scope);
    } else if (!cursor.take("null") && !cursor.take("true") && !cursor.take("false")) {
      throw cursor.unexpected("NULL");
    }
  }

  private boolean symbol(Scope scope) {
    String symbol = cursor.peek().text();
    if (!cursor.isKind(Kind.SYMBOL) || !SYMBOLS.contains(symbol)) {
      return false;
    }
    cursor.next();
    switch (symbol) {
      case "<" -> {
        if (!cursor.take("=")) {
          cursor.take(">");
        }
      }
      case ">" -> cursor.take("=");
      case "!" -> cursor.expect("=");
      case "|" -> cursor.expect("|");
      default -> {
        // One character only.
      }
    }
    operand(scope);
    return true;
  }

  private String value(Scope scope) {
    if (cursor.isKind(Kind.NUMBER) || cursor.isKind(Kind.STRING)) {
      cursor.next();
      return "";
    }
    if (cursor.is("(")) {
      parentheses(scope);
      return "";
    }
    if (!cursor.isKind(Kind.WORD)) {
      return column(scope);
    }
    String word = cursor.peek().text();
    boolean isLiteral = LITERALS.contains(word) && cursor.ahead(1).kind() == Kind.STRING;
    if (CONSTANTS.contains(word) || isLiteral) {
      cursor.next();
      if (isLiteral) {
        cursor.next();
      }
      return "";
    }
    return functions.read(scope) ? "" : column(scope);
  }

  private void parentheses(Scope scope) {
    if (reader.isQuery()) {
      cursor.next();
      reader.queries.read(scope);
    } else {
      cursor.next();
      if (!cursor.is(")")) {
        reader.queries.expressions(scope);
      }
    }
    cursor.expect(")");
  }

  private String column(Scope scope) {
    int line = cursor.peek().line();
    String first = cursor.name("a value");
    if (!cursor.take(".")) {
      reader.report(line, scope.find(first));
      return first;
    }
    String second = cursor.name("a column");
    if (cursor.is(".")) {
      reader.report(
          line,
          Optional.of(
              "'%s.%s.…' is not portable; give the table another name: … AS other"
                  .formatted(first, second)));
      while (cursor.take(".")) {
        second = cursor.name("a column");
      }
      return second;
    }
    reader.report(line, scope.find(first, second));
    return second;
  }
}
