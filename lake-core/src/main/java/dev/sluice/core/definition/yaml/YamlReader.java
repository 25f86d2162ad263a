package dev.sluice.core.definition.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one YAML document into {@link YamlNode}s; see {@link #read}. */
public final class YamlReader {
  private static final int MAX_DEPTH = 30;

  /** What keys of the document begin with that hold values for aliases alone. */
  private static final String SHARED = "x-";

  private final Parser events;
  private final Variables variables;
  private final Problems problems;
  private final Anchors anchors = new Anchors();

  private YamlReader(Parser events, Variables variables, Problems problems) {
    this.events = events;
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * Reads a document, replacing {@code ${NAME:default}} in its scalar values, and aliases by copies
   * of what they stand for. Keys of the root that begin with {@code x-} are for aliases alone, and
   * are left out.
   *
   * @param text of the file
   * @param settings the variables that are set; takes the defaults that the document gives
   * @param problems takes syntax errors, duplicate keys and variables that are not set
   * @return the document's root; empty after a syntax error
   */
  public static Optional<YamlNode> read(String text, Settings settings, Problems problems) {
    try {
      Parser events = new ParserImpl(new StreamReader(text), new LoaderOptions());
      return new YamlReader(events, new Variables(settings, problems), problems).document();
    } catch (MarkedYAMLException e) {
      Position at = position(e.getProblemMark());
      problems.add(at, "", SyntaxProblem.of(e, line(text, at)));
    } catch (YAMLException e) {
      problems.add(Position.START, "", SyntaxProblem.of(e, ""));
    }
    return Optional.empty();
  }

  private static String line(String text, Position at) {
    return text.lines().skip(at.line() - 1L).findFirst().orElse("");
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
    NodeEvent event = (NodeEvent) events.getEvent();
    Position at = position(event.getStartMark());
    checkDepth(depth, at);
    String anchor = event.getAnchor();
    if (event instanceof AliasEvent) {
      return anchors.copy(anchor, new YamlNode.Broken(at, path), depth, problems);
    }
    if (anchor == null) {
      return value(event, at, path, depth);
    }
    anchors.begin(anchor);
    YamlNode value = value(event, at, path, depth);
    anchors.end(anchor, value);
    return value;
  }

  static void checkDepth(int depth, Position at) {
    if (depth > MAX_DEPTH) {
      throw new YAMLException("more than " + MAX_DEPTH + " levels, at line " + at.line());
    }
  }

  private YamlNode value(NodeEvent event, Position at, String path, int depth) {
    if (event instanceof MappingStartEvent) {
      return mapping(at, path, depth);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(at, path, depth);
    }
    ScalarEvent scalar = (ScalarEvent) event;
    boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
    return variables.scalar(at, path, scalar.getValue(), quoted);
  }

  private YamlNode mapping(Position at, String path, int depth) {
    MappingEntries entries = new MappingEntries(problems);
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Event next = events.peekEvent();
      Position keyAt = position(next.getStartMark());
      if (MappingEntries.isMerge(next)) {
        events.getEvent();
        merge(entries, path, depth + 1);
        continue;
      }
      String key = key(path, depth);
      YamlNode value = node(within(path, key), depth + 1);
      if (depth > 0 || !key.startsWith(SHARED)) {
        entries.add(key, new YamlNode.Entry(keyAt, value));
      }
    }
    events.getEvent();
    return new YamlNode.Mapping(at, path, entries.all());
  }

  /** What is merged stands beside the mapping's own keys, and so has paths like theirs. */
  private void merge(MappingEntries entries, String path, int depth) {
    if (!events.checkEvent(Event.ID.SequenceStart)) {
      entries.merge(node(path, depth));
      return;
    }
    events.getEvent();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      entries.merge(node(path, depth));
    }
    events.getEvent();
  }

  /** The path of what a key of a mapping has. */
  static String within(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String key(String path, int depth) {
    if (events.checkEvent(Event.ID.Scalar)) {
      ScalarEvent key = (ScalarEvent) events.getEvent();
      if (key.getAnchor() != null) {
        anchored(key, path);
      }
      return key.getValue();
    }
    YamlNode key = node(path, depth + 1);
    problems.add(key.at(), path, "a key must be a plain text, but is " + key.shown());
    return "?";
  }

  /** Aliases of it are not reported beside it. */
  private void anchored(ScalarEvent key, String path) {
    Position at = position(key.getStartMark());
    String text = "an anchor stands before a value, not before a key: %s: &%s …";
    problems.add(at, path, text.formatted(key.getValue(), key.getAnchor()));
    anchors.begin(key.getAnchor());
    anchors.end(key.getAnchor(), new YamlNode.Broken(at, path));
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
