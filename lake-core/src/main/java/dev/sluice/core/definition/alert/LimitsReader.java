package dev.sluice.core.definition.alert;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Limits;
import java.util.List;
import java.util.Optional;

/** The limits of numbers in conditions. */
final class LimitsReader {
  private final Reading reading;

  LimitsReader(Reading reading) {
    this.reading = reading;
  }

  /** The one of {@code above}, {@code below} and {@code outside} that the mapping has. */
  Optional<Limits> read(YamlNode node, YamlMap map) {
    return only(node, map, List.of("above", "below", "outside"))
        .flatMap(key -> limits(map.get(key).orElseThrow(), key));
  }

  /** The one of these keys that the mapping has; any other number of them is reported. */
  Optional<String> only(YamlNode node, YamlMap map, List<String> keys) {
    List<String> given = keys.stream().filter(key -> map.get(key).isPresent()).toList();
    if (given.size() == 1) {
      return Optional.of(given.get(0));
    }
    String found = given.isEmpty() ? "none" : String.join(" and ", given);
    reading
        .problems()
        .add(node, "needs exactly one of %s, but has %s".formatted(String.join(", ", keys), found));
    return Optional.empty();
  }

  private Optional<Limits> limits(YamlNode node, String key) {
    return switch (key) {
      case "above" -> reading.scalars().number(node).map(Limits::upTo);
      case "below" -> reading.scalars().number(node).map(Limits::from);
      default -> band(node);
    };
  }

  /** A list of a low and a high end. */
  Optional<Limits> band(YamlNode node) {
    List<YamlNode> bounds = YamlList.items(node, reading.problems());
    if (bounds.isEmpty()) {
      return Optional.empty();
    }
    if (bounds.size() != 2) {
      reading
          .problems()
          .add(node, "needs two numbers [low, high], but has " + bounds.size() + " items");
      return Optional.empty();
    }
    Optional<Double> low = reading.scalars().number(bounds.get(0));
    Optional<Double> high = reading.scalars().number(bounds.get(1));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    if (low.get() > high.get()) {
      reading
          .problems()
          .add(
              node,
              "the low end %s is above the high end %s; swap them"
                  .formatted(bounds.get(0).shown(), bounds.get(1).shown()));
      return Optional.empty();
    }
    return Optional.of(new Limits(low.get(), high.get()));
  }
}
