package dev.sluice.core.definition.raw;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Key prefixes of one layer of the lake. No two may contain each other's objects. */
public final class Prefixes {
  private static final Pattern FORM = Pattern.compile("\\w[\\w.-]*(/\\w[\\w.-]*)+");

  private final Reading reading;
  private final String layer;
  private final Map<String, String> ownersByPrefix = new LinkedHashMap<>();

  /**
   * @param layer that all begin with, e.g. {@code raw/}
   */
  public Prefixes(Reading reading, String layer) {
    this.reading = reading;
    this.layer = layer;
  }

  /** Reads the key {@code prefix} and reports one that isn't in the layer. */
  public Optional<String> read(YamlMap map) {
    Optional<YamlNode> node = map.get("prefix");
    Optional<String> prefix = node.flatMap(reading.scalars()::text);
    if (prefix.isPresent()
        && !(FORM.matcher(prefix.get()).matches() && prefix.get().startsWith(layer))) {
      reading
          .problems()
          .add(
              node.get(),
              ("must begin with '%s' and go on with names of letters, digits, _ . and -, without a"
                      + " slash at the end, but is '%s'")
                  .formatted(layer, prefix.get()));
      return Optional.empty();
    }
    return prefix;
  }

  /**
   * Takes a prefix, and reports one that contains, or is contained in, another's.
   *
   * @param owner as said in a problem, e.g. {@code input 'tmdb'}
   */
  public void take(YamlNode at, String prefix, String owner) {
    ownersByPrefix.forEach(
        (taken, by) -> {
          if (contains(prefix, taken) || contains(taken, prefix)) {
            reading
                .problems()
                .add(
                    at,
                    "the objects of %s lie under '%s'; take a prefix beside it, not '%s'"
                        .formatted(by, taken, prefix));
          }
        });
    ownersByPrefix.put(prefix, owner);
  }

  private static boolean contains(String outer, String inner) {
    return (inner + "/").startsWith(outer + "/");
  }
}
