package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code CREATE TABLE … AS SELECT}.
 *
 * @param database empty: the current one
 * @param isQuiet whether a table that is there already is no error
 * @param hasData whether it gets the rows, or the columns only
 * @param select the SELECT statement, at the place where it stands
 */
public record CreateTableAs(
    String database,
    String table,
    boolean isQuiet,
    TableStorage storage,
    boolean hasData,
    String select) {
  private static final String NAME = "(?:\"([^\"]+)\"|`([^`]+)`|([A-Za-z_][A-Za-z0-9_]*))";
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)(?:\\s|--[^\n]*\n|/\\*.*?\\*/)*CREATE\\s+TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME
              + "(?:\\s*\\.\\s*"
              + NAME
              + ")?\\s*(?:WITH\\s*\\(((?:[^')]|'(?:[^']|'')*'|\\([^')]*\\))*)\\))?\\s*AS\\s+");
  private static final Pattern DATA = Pattern.compile("(?is)\\s+WITH\\s+(NO\\s+)?DATA\\s*$");

  public static boolean matches(String sql) {
    return STATEMENT.matcher(sql).lookingAt();
  }

  /** Reads it; empty if it is another statement. */
  static Optional<CreateTableAs> of(String sql) throws QueryFailedException {
    Matcher statement = STATEMENT.matcher(sql);
    if (!statement.lookingAt()) {
      return Optional.empty();
    }
    String first = name(statement, 2);
    String second = name(statement, 5);
    String properties = statement.group(8) == null ? "" : statement.group(8);
    String header = sql.substring(0, statement.end()).replaceAll("[^\n]", " ");
    String select = sql.substring(statement.end()).replaceFirst(";\\s*$", "");
    Matcher data = DATA.matcher(select);
    boolean says = data.find();
    return Optional.of(
        new CreateTableAs(
            second.isEmpty() ? "" : first,
            second.isEmpty() ? first : second,
            statement.group(1) != null,
            TableStorage.of(TableProperties.of(properties)),
            !says || data.group(1) == null,
            header + (says ? select.substring(0, data.start()) : select)));
  }

  private static String name(Matcher statement, int group) {
    for (int i = group; i < group + 3; i++) {
      if (statement.group(i) != null) {
        return statement.group(i).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
