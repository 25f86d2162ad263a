package dev.sluice.core.definition.source;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One source, or several by name. */
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
   * @param root the whole file, where a lack of both is reported
   */
  public List<Feed> read(YamlNode root, YamlMap map) {
    Optional<YamlNode> one = map.get("source");
    Optional<YamlNode> several = map.get("sources");
    if (root instanceof YamlNode.Mapping && one.isPresent() == several.isPresent()) {
      reading
          .problems()
          .add(
              several.orElse(root),
              one.isPresent()
                  ? "there is 'source' too; move it to 'sources' under a name"
                  : "the key 'source' is missing, or 'sources' for several");
    }
    if (one.isPresent()) {
      return one.flatMap(sources::read).map(source -> new Feed(Feed.ONLY, source)).stream()
          .toList();
    }
    return several.stream()
        .flatMap(node -> reading.names(node).entries().stream())
        .flatMap(named -> feed(named).stream())
        .toList();
  }

  private Optional<Feed> feed(NamedNode named) {
    int before = reading.problems().mark();
    reading.checkName(named, NAME, "begin with a-z, then use a-z, 0-9 and -, 50 at most");
    Optional<Source> source = sources.read(named.value());
    return reading
        .problems()
        .unlessSince(before, () -> new Feed(named.name(), source.orElseThrow()));
  }
}
