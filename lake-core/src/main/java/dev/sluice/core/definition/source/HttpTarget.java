package dev.sluice.core.definition.source;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.source.HttpSource.Partial;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an HTTP source's items go, and whether a part of them does. */
record HttpTarget(Reading reading) {
  private static final Pattern RAW_KEY = Pattern.compile(LakeLayout.RAW + "[^/].*[^/]");
  private static final List<String> PARTIAL = List.of("keep", "discard");

  Target read(YamlMap map, HttpTemplates templates) {
    Optional<Partial> partial = map.get("partial").flatMap(this::partial);
    Optional<String> key = map.get("to").flatMap(node -> raw(node, templates));
    return key.<Target>map(raw -> new Target.Raw(raw, partial.orElse(Partial.DISCARD)))
        .orElseGet(() -> new Target.Stream(partial.orElse(Partial.KEEP)));
  }

  private Optional<Partial> partial(YamlNode node) {
    String text = reading.scalars().text(node).orElse("");
    if (!PARTIAL.contains(text)) {
      reading.problems().add(node, "is keep or discard, not " + node.shown());
      return Optional.empty();
    }
    return Optional.of(text.equals("keep") ? Partial.KEEP : Partial.DISCARD);
  }

  /** The key; empty for the stream. */
  private Optional<String> raw(YamlNode node, HttpTemplates templates) {
    if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("stream")) {
      return Optional.empty();
    }
    YamlMap map = reading.map(node, FormatKeys.TO_RAW);
    String key = map.get("raw").map(templates::ofTick).orElse("");
    if (map.get("raw").isPresent() && !RAW_KEY.matcher(key).matches()) {
      reading
          .problems()
          .add(map.get("raw").get(), "'%s' is not the key of an object under raw/".formatted(key));
    }
    return Optional.of(key);
  }
}
