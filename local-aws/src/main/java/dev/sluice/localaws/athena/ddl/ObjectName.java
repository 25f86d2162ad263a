package dev.sluice.localaws.athena.ddl;

/**
 * The name of a table or view, in lower case.
 *
 * @param isQualified whether the statement named the database
 */
public record ObjectName(String database, String name, boolean isQualified) {
  @Override
  public String toString() {
    return database + "." + name;
  }

  String written() {
    return isQualified ? toString() : name;
  }
}
