package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds divisions of decimals: to Athena {@code 1.0} is a decimal with one digit after the point,
 * and a quotient has as many as its operands, so {@code 1.0 * 1 / 3} is 0.3. Only what is written
 * is known, no column's type: with a column of doubles such a division is one of doubles.
 *
 * @see <a href="https://trino.io/docs/current/functions/decimal.html">decimals in Trino</a>
 */
public final class DecimalDivision {
  private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d*|\\.\\d+");
  private static final Set<String> AFTER_A_CALL = Set.of("over", "filter");

  private final List<SqlToken> tokens;

  private DecimalDivision(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  /** Where a statement divides decimals, in its order. */
  public static List<SqlProblem> in(String sql) {
    DecimalDivision statement = new DecimalDivision(SqlTokenizer.tokens(sql));
    List<SqlProblem> found = new ArrayList<>();
    for (int i = 1; i < statement.tokens.size() - 1; i++) {
      if (statement.tokens.get(i).is("/") && statement.dividesDecimals(i)) {
        found.add(
            new SqlProblem(
                statement.tokens.get(i).line(),
                "this division is one of decimals in Athena, which keeps only the digits that its"
                    + " operands have after the point (1.0 * 1 / 3 is 0.3): write CAST(a AS double)"
                    + " / b, or 1e0 instead of 1.0"));
      }
    }
    return found;
  }

  /**
   * Whether of the factors before a slash, and of the divisor, one is a decimal and none double.
   */
  private boolean dividesDecimals(int slash) {
    List<List<SqlToken>> operands = new ArrayList<>();
    operands.add(tokens.subList(slash + 1, endOf(slash + 1)));
    int end = slash;
    while (end > 0) {
      int start = startOf(end);
      operands.add(tokens.subList(start, end));
      end = start > 1 && isProduct(tokens.get(start - 1)) ? start - 1 : 0;
    }
    return operands.stream().anyMatch(DecimalDivision::isDecimal)
        && operands.stream().noneMatch(DecimalDivision::isDouble);
  }

  private static boolean isProduct(SqlToken token) {
    return token.is("*") || token.is("/") || token.is("%");
  }

  private static boolean isDecimal(List<SqlToken> operand) {
    return isCastTo(operand, Set.of("decimal"))
        || (isInBrackets(operand) || operand.size() <= 2)
            && operand.stream()
                .anyMatch(
                    token ->
                        token.kind() == Kind.NUMBER && DECIMAL.matcher(token.text()).matches());
  }

  private static boolean isDouble(List<SqlToken> operand) {
    return isCastTo(operand, Set.of("double", "real"))
        || operand.stream().anyMatch(DecimalDivision::hasExponent)
        || isInBrackets(operand) && operand.stream().anyMatch(token -> token.is("double"));
  }

  private static boolean hasExponent(SqlToken token) {
    return token.kind() == Kind.NUMBER && token.text().matches(".*[eE].*");
  }

  private static boolean isInBrackets(List<SqlToken> operand) {
    return !operand.isEmpty() && operand.get(0).is("(");
  }

  private static boolean isCastTo(List<SqlToken> operand, Set<String> types) {
    if (operand.isEmpty() || !operand.get(0).is("cast") && !operand.get(0).is("try_cast")) {
      return false;
    }
    int as = operand.size() - 1;
    while (as > 0 && !operand.get(as).is("as")) {
      as--;
    }
    return types.contains(operand.get(as + 1).text());
  }

  /** Where the operand begins that ends before a token. */
  private int startOf(int end) {
    int start = end - 1;
    if (tokens.get(start).is(")")) {
      start = partner(start, -1);
      if (start > 0 && AFTER_A_CALL.contains(tokens.get(start - 1).text())) {
        return startOf(start - 1);
      }
      return start > 0 && isCalled(tokens.get(start - 1)) ? start - 1 : start;
    }
    while (start > 1 && tokens.get(start - 1).is(".")) {
      start -= 2;
    }
    return start;
  }

  /** Where the operand ends that begins with a token. */
  private int endOf(int start) {
    int end = start;
    if (tokens.get(end).is("-") && end + 1 < tokens.size()) {
      end++;
    }
    if (tokens.get(end).isName() && end + 1 < tokens.size() && tokens.get(end + 1).is("(")) {
      end++;
    }
    if (tokens.get(end).is("(")) {
      return Math.min(tokens.size(), partner(end, 1) + 1);
    }
    return end + 1;
  }

  private static boolean isCalled(SqlToken token) {
    return token.isName() && (token.is("cast") || !Words.isReserved(token.text()));
  }

  private int partner(int bracket, int step) {
    int depth = 0;
    for (int i = bracket; i >= 0 && i < tokens.size(); i += step) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return bracket;
  }
}
