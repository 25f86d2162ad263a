package dev.sluice.core.definition.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one YAML document into {@link YamlNode}s; see {@link #read}. */
public final class YamlReader {
  private static final int MAX_DEPTH = 30;

  private final Parser events;
  private final Variables variables;
  private final Problems problems;

  private YamlReader(Parser events, Variables variables, Problems problems) {
    this.events = events;
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * Reads a document, replacing {@code ${NAME:default}} in its scalar values.
   *
   * @param text of the file
   * @param settings the variables that are set
   * @param problems takes syntax errors, duplicate keys and variables that are not set
   * @return the document's root; empty after a syntax error
   */
  public static Optional<YamlNode> read(
      String text, Map<String, String> settings, Problems problems) {
    try {
      Parser events = new ParserImpl(new StreamReader(text), new LoaderOptions());
      return new YamlReader(events, new Variables(settings, problems), problems).document();
    } catch (MarkedYAMLException e) {
      problems.add(position(e.getProblemMark()), "", syntax(e.getContext(), e.getProblem()));
    } catch (YAMLException e) {
      problems.add(Position.START, "", syntax(null, e.getMessage()));
    }
    return Optional.empty();
  }

  private static String syntax(String context, String problem) {
    return "no valid YAML: "
        + (context == null ? "" : context + ": ")
        + problem
        + "; check indentation, and quote texts that hold any of : { } [ ] # & * ! %";
  }

  private Optional<YamlNode> document() {
    events.getEvent();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      problems.add(Position.START, "", "the file is empty");
      return Optional.empty();
    }
    events.getEvent();
    YamlNode root = node("", 0);
    events.getEvent();
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      Position second = position(events.peekEvent().getStartMark());
      problems.add(second, "", "a second document begins; write one pipeline in a file");
    }
    return Optional.of(root);
  }

  private YamlNode node(String path, int depth) {
    Event event = events.getEvent();
    Position at = position(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new YAMLException("more than " + MAX_DEPTH + " levels, at line " + at.line());
    }
    if (event instanceof MappingStartEvent) {
      return mapping(at, path, depth);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(at, path, depth);
    }
    if (event instanceof ScalarEvent scalar) {
      boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
      return variables.scalar(at, path, scalar.getValue(), quoted);
    }
    String alias = event instanceof AliasEvent named ? "*" + named.getAnchor() : event.toString();
    problems.add(at, path, "aliases like " + alias + " are not supported; write the value out");
    return new YamlNode.Broken(at, path);
  }

  private YamlNode mapping(Position at, String path, int depth) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Position keyAt = position(events.peekEvent().getStartMark());
      String key = key(path, depth);
      YamlNode value = node(path.isEmpty() ? key : path + "." + key, depth + 1);
      YamlNode.Entry first = entries.putIfAbsent(key, new YamlNode.Entry(keyAt, value));
      if (first != null) {
        problems.add(
            keyAt,
            value.path(),
            "is given twice, first at line " + first.keyAt().line() + "; remove one of them");
      }
    }
    events.getEvent();
    return new YamlNode.Mapping(at, path, entries);
  }

  private String key(String path, int depth) {
    if (events.checkEvent(Event.ID.Scalar)) {
      return ((ScalarEvent) events.getEvent()).getValue();
    }
    YamlNode key = node(path, depth + 1);
    problems.add(key.at(), path, "a key must be a plain text, but is " + key.shown());
    return "?";
  }

  private YamlNode sequence(Position at, String path, int depth) {
    List<YamlNode> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(path + "[" + items.size() + "]", depth + 1));
    }
    events.getEvent();
    return new YamlNode.Sequence(at, path, items);
  }

  private static Position position(Mark mark) {
    return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
