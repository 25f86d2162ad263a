package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.check.TableKeys;
import dev.sluice.core.pipeline.check.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a table. What is wrong is reported; what they refer to is checked later. */
final class KeysReader {
  private final Reading reading;
  private final CheckReferences references;

  KeysReader(Reading reading, CheckReferences references) {
    this.reading = reading;
    this.references = references;
  }

  /**
   * Reads them.
   *
   * @param table their own
   * @param columns of the table; empty: not known
   */
  Optional<TableKeys> read(YamlNode node, String table, List<String> columns) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.KEYS);
    if (node instanceof YamlNode.Mapping && map.names().isEmpty()) {
      reading.problems().add(node, "needs 'primary', 'references' or both");
    }
    List<String> primary = map.get("primary").map(at -> primary(at, columns)).orElse(List.of());
    List<TableRule.ForeignKey> foreign = new ArrayList<>();
    for (NamedNode named :
        map.get("references").map(reading::names).orElseGet(YamlMap::empty).entries()) {
      check(named.value(), named.name(), columns);
      Function<YamlNode, Optional<TableRule.ForeignKey>> to =
          at -> references.foreignKey(at, table, named.name());
      if (named.value() instanceof YamlNode.Sequence list) {
        foreign.addAll(YamlList.distinct(list, reading.problems(), to));
      } else {
        to.apply(named.value()).ifPresent(foreign::add);
      }
    }
    return reading.problems().unlessSince(before, () -> new TableKeys(primary, foreign));
  }

  private List<String> primary(YamlNode node, List<String> columns) {
    return YamlList.distinct(
        node,
        reading.problems(),
        item -> {
          Optional<String> name = reading.scalars().text(item);
          name.ifPresent(text -> check(item, text, columns));
          return name;
        });
  }

  private void check(YamlNode at, String name, List<String> columns) {
    if (!columns.isEmpty()) {
      reading.checkKnown(at, name, "column of this table is named", columns);
    }
  }
}
