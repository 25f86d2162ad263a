package dev.sluice.core.definition.source;

import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The variables of requests: a list of sets that all have the same names. */
final class VariableSection {
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,49}");

  private final Reading reading;

  VariableSection(Reading reading) {
    this.reading = reading;
  }

  List<Map<String, String>> read(YamlNode node) {
    List<Map<String, String>> sets = new ArrayList<>();
    for (YamlNode item : YamlList.items(node, reading.problems())) {
      Map<String, String> set = set(item);
      if (!sets.isEmpty() && !set.keySet().equals(sets.get(0).keySet())) {
        reading
            .problems()
            .add(item, "needs the same names as the first: " + String.join(", ", names(sets)));
      } else if (sets.contains(set)) {
        reading.problems().add(item, "is there twice; the same would be asked again");
      }
      sets.add(set);
    }
    return sets.isEmpty() ? List.of(Map.of()) : sets;
  }

  private static Set<String> names(List<Map<String, String>> sets) {
    return sets.get(0).keySet();
  }

  private Map<String, String> set(YamlNode node) {
    Map<String, String> set = new LinkedHashMap<>();
    for (NamedNode named : reading.names(node).entries()) {
      reading.checkName(named, NAME, "begin with a-z, then use letters and digits");
      if (HttpTemplates.TICK.contains(named.name()) || HttpTemplates.ITEM.contains(named.name())) {
        reading.problems().add(named, "'" + named.name() + "' has a meaning already; rename it");
      }
      reading.scalars().text(named.value()).ifPresent(text -> set.put(named.name(), text));
    }
    return set;
  }
}
