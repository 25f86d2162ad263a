package dev.sluice.core.definition.source;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.source.Feed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One source, several by name, or none: then others put records into the stream. */
public final class FeedSection {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");

  private final Reading reading;
  private final SourceSection sources;

  public FeedSection(Reading reading, SourceSection sources) {
    this.reading = reading;
    this.sources = sources;
  }

  /**
   * Reads {@code source} or {@code sources} of the whole file.
   *
   * @param root the whole file, where it is reported that nothing can come in
   */
  public List<Feed> read(YamlNode root, YamlMap map) {
    Optional<YamlNode> one = map.get("source");
    Optional<YamlNode> several = map.get("sources");
    if (one.isPresent() && several.isPresent()) {
      reading
          .problems()
          .add(several.get(), "there is 'source' too; move it to 'sources' under a name");
    }
    if (one.isPresent()) {
      return feed(Feed.ONLY, one.get()).stream().toList();
    }
    if (several.isEmpty()) {
      checkThatSomethingComesIn(root, map);
    }
    List<NamedNode> named =
        several.stream().flatMap(node -> reading.names(node).entries().stream()).toList();
    checkOneProcess(named);
    return named.stream().flatMap(each -> feed(each).stream()).toList();
  }

  /** Who reads lines is on a machine of its own; who takes files is a function that S3 calls. */
  private void checkOneProcess(List<NamedNode> named) {
    Optional<NamedNode> lines = named.stream().filter(each -> isOf(each, "lines")).findFirst();
    named.stream()
        .filter(each -> lines.isPresent() && isOf(each, "landing"))
        .forEach(
            each ->
                reading
                    .problems()
                    .add(
                        each.value(),
                        ("'landing' needs the producer function, and '%s' has 'lines', which the"
                                + " edge process reads instead of it; make two pipelines of them")
                            .formatted(lines.orElseThrow().name())));
  }

  private static boolean isOf(NamedNode source, String kind) {
    return source.value() instanceof YamlNode.Mapping map && map.entries().containsKey(kind);
  }

  /** Others put records into the stream, or files into raw; either has to be described. */
  private void checkThatSomethingComesIn(YamlNode root, YamlMap map) {
    if (root instanceof YamlNode.Mapping
        && Stream.of("record", "raw", "alerts", "inputs").allMatch(key -> map.get(key).isEmpty())) {
      reading
          .problems()
          .add(
              root,
              "nothing comes in: add 'source' (or 'sources'), or leave it out and add 'record' if"
                  + " others put records into the stream, 'inputs' if they put files into raw");
    }
  }

  private Optional<Feed> feed(NamedNode named) {
    int before = reading.problems().mark();
    reading.checkName(named, NAME, "begin with a-z, then use a-z, 0-9 and -, 50 at most");
    Optional<Feed> feed = feed(named.name(), named.value());
    return reading.problems().unlessSince(before, feed::orElseThrow);
  }

  private Optional<Feed> feed(String name, YamlNode node) {
    return sources
        .read(node)
        .filter(source -> NAME.matcher(name).matches())
        .map(source -> new Feed(name, source, sources.runs(node, source)));
  }
}
