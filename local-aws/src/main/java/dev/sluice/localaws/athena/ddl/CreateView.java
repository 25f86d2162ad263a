package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.Optional;

/**
 * {@code CREATE [OR REPLACE] VIEW … AS SELECT}.
 *
 * @param select the SELECT statement, at the place where it stands
 */
public record CreateView(ObjectName name, boolean isReplacing, String select) {
  /** Reads it; empty if it is another statement. */
  public static Optional<CreateView> of(String sql, String database) throws QueryFailedException {
    Tokens tokens = new Tokens(sql);
    boolean replaces = tokens.take("CREATE", "OR", "REPLACE", "VIEW");
    if (!replaces && !tokens.take("CREATE", "VIEW")) {
      return Optional.empty();
    }
    ObjectName name = tokens.viewName(database);
    if (tokens.is("COMMENT") || tokens.is("SECURITY")) {
      throw DdlErrors.notSupported(
          tokens.place(), "CREATE VIEW takes no COMMENT and no SECURITY in Athena: leave it out");
    }
    tokens.expect("AS");
    int start = tokens.offset();
    String select = sql.substring(start).replaceFirst(";\\s*$", "");
    if (select.isBlank()) {
      throw tokens.unexpected("<query>");
    }
    String blank = sql.substring(0, start).replaceAll("[^\n]", " ");
    return Optional.of(new CreateView(name, replaces, blank + select));
  }
}
