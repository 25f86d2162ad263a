package dev.sluice.core.definition.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** What a parser's complaint means for who wrote the file. */
final class SyntaxProblem {
  private static final Pattern UNQUOTED = Pattern.compile("[^\"'$]\\$\\{[A-Za-z_][^}]*:?");

  /** By what the parser says, the first that fits. */
  private static final Map<String, String> REMEDIES = remedies();

  private SyntaxProblem() {}

  /**
   * Says what to do.
   *
   * @param line of the file, where the parser gave up
   */
  static String of(YAMLException complaint, String line) {
    String said =
        complaint instanceof MarkedYAMLException marked && marked.getProblem() != null
            ? (marked.getContext() == null ? "" : marked.getContext() + ": ") + marked.getProblem()
            : complaint.getMessage();
    String told = said.strip().replaceAll("\\s+", " ").replaceAll("[.;]$", "");
    return "is not valid YAML: %s (the parser says: %s)".formatted(remedy(told, line), told);
  }

  private static String remedy(String said, String line) {
    if (said.contains("flow") && UNQUOTED.matcher(line).find()) {
      return "within {…} and […] a ${NAME} needs quotes: write \"${NAME:default}\"";
    }
    return REMEDIES.entrySet().stream()
        .filter(entry -> said.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(
            "check the line's indentation, and quote texts that hold any of : { } [ ] # & * ! %");
  }

  private static Map<String, String> remedies() {
    Map<String, String> remedies = new LinkedHashMap<>();
    remedies.put("TAB", "a tab stands where the line is indented; indent with blanks");
    remedies.put(
        "mapping values are not allowed here",
        "a ':' follows where a value has begun; quote the value if it holds ': ', or indent the"
            + " line as the keys above it");
    remedies.put(
        "expected <block end>",
        "the line's indentation fits no line above it; keys of one level begin in the same column,"
            + " one with a value in {…} or of several lines included");
    remedies.put("could not find expected ':'", "a key without ':' after it");
    remedies.put("quoted scalar", "a quote is opened and not closed");
    remedies.put(
        "flow", "a '{' or '[' is not closed, or a ',' is missing between two of its entries");
    remedies.put(
        "cannot start any token", "a text can't begin with this character unless it is in quotes");
    return remedies;
  }
}
