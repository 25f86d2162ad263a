package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.Optional;
import java.util.Set;

/** Functions, and what is written like one. */
final class FunctionReader {
  private static final Set<String> TYPES =
      Set.of(
          "varchar",
          "char",
          "boolean",
          "tinyint",
          "smallint",
          "int",
          "integer",
          "bigint",
          "real",
          "double",
          "decimal",
          "numeric",
          "date",
          "timestamp");

  private final Reader reader;
  private final Cursor cursor;
  private final ExpressionReader expressions;

  FunctionReader(Reader reader, ExpressionReader expressions) {
    this.reader = reader;
    this.cursor = reader.cursor;
    this.expressions = expressions;
  }

  /** Reads one if one comes. */
  boolean read(Scope scope) {
    if (cursor.take("case")) {
      cases(scope);
    } else if (cursor.take("interval")) {
      interval();
    } else if (!cursor.ahead(1).is("(")) {
      return false;
    } else if (cursor.take("cast") || cursor.take("try_cast")) {
      cast(scope);
    } else if (cursor.take("extract")) {
      cursor.expect("(");
      cursor.next();
      cursor.expect("from");
      expressions.read(scope);
      cursor.expect(")");
    } else if (cursor.take("exists")) {
      cursor.expect("(");
      reader.queries.read(scope);
      cursor.expect(")");
    } else if (cursor.is("in") || cursor.is("any") || cursor.is("all") || cursor.is("some")) {
      return false;
    } else {
      call(scope);
    }
    return true;
  }

  private void cases(Scope scope) {
    if (!cursor.is("when")) {
      expressions.read(scope);
    }
    cursor.expect("when");
    do {
      expressions.read(scope);
      cursor.expect("then");
      expressions.read(scope);
    } while (cursor.take("when"));
    if (cursor.take("else")) {
      expressions.read(scope);
    }
    cursor.expect("end");
  }

  private void interval() {
    if (!cursor.isKind(Kind.STRING)) {
      throw new RefusedException(
          cursor.peek().line(), "an interval is written INTERVAL '1' DAY in portable SQL");
    }
    cursor.next();
    cursor.name("DAY, HOUR, MINUTE or the like");
  }

  private void cast(Scope scope) {
    cursor.expect("(");
    expressions.read(scope);
    cursor.expect("as");
    int line = cursor.peek().line();
    String type = cursor.name("a type");
    if (!TYPES.contains(type)) {
      reader.report(
          line,
          Words.type(type)
              .or(
                  () ->
                      Optional.of(
                          "no portable type '%s'; known: %s"
                              .formatted(
                                  type, String.join(", ", TYPES.stream().sorted().toList())))));
    }
    cursor.take("precision");
    if (cursor.is("(")) {
      cursor.moveTo(cursor.after(cursor.position()));
    }
    if (cursor.is("with") || cursor.is("without")) {
      throw new RefusedException(
          cursor.peek().line(), "time zones are not portable; times are UTC: CAST(x AS timestamp)");
    }
    cursor.expect(")");
  }

  private void call(Scope scope) {
    int line = cursor.peek().line();
    String name = cursor.next().text();
    reader.report(line, Words.function(name));
    cursor.expect("(");
    if (!cursor.take("*") && !cursor.is(")")) {
      arguments(scope);
    }
    cursor.expect(")");
    if (cursor.take("filter")) {
      cursor.expect("(");
      cursor.expect("where");
      expressions.read(scope);
      cursor.expect(")");
    }
    if (cursor.take("ignore", "nulls") || cursor.take("respect", "nulls")) {
      over(scope);
    } else if (cursor.is("over")) {
      over(scope);
    }
  }

  private void over(Scope scope) {
    cursor.expect("over");
    if (cursor.is("(")) {
      expressions.window(scope);
    } else {
      cursor.name("the window's name");
    }
  }

  /** With the words of trim, substring and position between them. */
  private void arguments(Scope scope) {
    if (!cursor.take("distinct")) {
      cursor.take("all");
    }
    boolean ends = cursor.take("leading") || cursor.take("trailing") || cursor.take("both");
    if (!(ends && cursor.is("from"))) {
      expressions.read(scope);
    }
    while (cursor.take(",") || cursor.take("from") || cursor.take("for")) {
      expressions.read(scope);
    }
    if (cursor.take("order", "by")) {
      reader.queries.orders(scope);
    }
  }
}
