package dev.sluice.core.definition.source;

import dev.sluice.core.definition.raw.InputSection;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.source.LandingSource;
import dev.sluice.core.pipeline.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that are put into a folder of the bucket. */
final class LandingSection {
  private static final Pattern FOLDER =
      Pattern.compile(LakeLayout.LANDING + "([A-Za-z0-9_.=-]+/)*");
  private static final Pattern ANY_PLACEHOLDER = Pattern.compile("\\{[^}]*}?|}");

  private final Reading reading;
  private final List<InputSection> inputs;

  LandingSection(Reading reading, List<InputSection> inputs) {
    this.reading = reading;
    this.inputs = inputs;
  }

  Optional<Source> read(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.LANDING);
    String from = text(map, "from");
    check(
        map,
        "from",
        FOLDER.matcher(from).matches(),
        "must be a folder like landing/movies/, with a slash at its end");
    String match = text(map, "match");
    check(
        map,
        "match",
        !match.isEmpty() && !match.contains("/"),
        "must be a file's name without folders, with * for any characters and ? for one");
    String to = text(map, "to");
    check(
        map,
        "to",
        to.startsWith(LakeLayout.RAW) && to.endsWith("/{file}"),
        "must begin with raw/ and end with /{file}, like raw/movies/{yyyy}/{MM}/{dd}/{file}");
    checkPlaceholders(map, to);
    if (reading.problems().mark() == before) {
      checkInput(map.get("to").orElseThrow(), to);
    }
    return reading.problems().unlessSince(before, () -> new LandingSource(from, match, to));
  }

  private String text(YamlMap map, String key) {
    return reading.text(map, key, "");
  }

  private void check(YamlMap map, String key, boolean holds, String remedy) {
    map.get(key)
        .filter(node -> !holds)
        .ifPresent(node -> reading.problems().add(node, remedy + ", but is " + node.shown()));
  }

  private void checkPlaceholders(YamlMap map, String to) {
    ANY_PLACEHOLDER
        .matcher(to)
        .results()
        .map(found -> found.group())
        .filter(found -> !LandingSource.PLACEHOLDER.matcher(found).matches())
        .forEach(
            found ->
                reading
                    .problems()
                    .add(
                        map.get("to").orElseThrow(),
                        ("%s is not a placeholder; known: {yyyy}, {MM}, {M}, {dd}, {d}, {HH}, {H},"
                                + " {file}")
                            .formatted(found)));
  }

  /** What no input reads would lie in raw without a use, and could not be checked. */
  private void checkInput(YamlNode at, String to) {
    if (inputs.stream().anyMatch(input -> input.input().isEmpty())) {
      return;
    }
    List<String> known =
        inputs.stream().map(input -> template(input.input().orElseThrow().layout())).toList();
    if (!known.contains(to)) {
      reading
          .problems()
          .add(
              at,
              "no input lies there as its prefix, partition and style say; inputs lie at: "
                  + (known.isEmpty() ? "none; add one to inputs" : String.join(", ", known)));
    }
  }

  private static String template(RawLayout layout) {
    StringBuilder template = new StringBuilder(layout.prefix());
    for (PartitionField field : layout.partition()) {
      String letters =
          switch (field) {
            case YEAR -> "yyyy";
            case MONTH -> "MM";
            case DAY -> "dd";
            case HOUR -> "HH";
            default -> throw new IllegalStateException("Unknown partition field " + field);
          };
      boolean bare = !layout.padded() && field != PartitionField.YEAR;
      template
          .append('/')
          .append(layout.style().name(field))
          .append('{')
          .append(bare ? letters.substring(1) : letters)
          .append('}');
    }
    return template.append("/{file}").toString();
  }
}
