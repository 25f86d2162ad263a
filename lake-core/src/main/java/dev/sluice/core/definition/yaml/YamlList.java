package dev.sluice.core.definition.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads lists; what is wrong with one was reported and reads as empty. */
public final class YamlList {
  private YamlList() {}

  /** The items of a list that has some. */
  public static List<YamlNode> items(YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
      return list.items();
    }
    if (node instanceof YamlNode.Broken) {
      problems.addKnown();
    } else {
      String shown = node instanceof YamlNode.Sequence ? "an empty list" : node.shown();
      problems.add(node, "needs a list like [a, b], but is " + shown);
    }
    return List.of();
  }

  /** The values of a list in which each stands once; items that can't be read are left out. */
  public static <T> List<T> distinct(
      YamlNode node, Problems problems, Function<YamlNode, Optional<T>> item) {
    Set<T> seen = new HashSet<>();
    return items(node, problems).stream()
        .flatMap(
            each -> {
              Optional<T> value = item.apply(each);
              if (value.isPresent() && !seen.add(value.get())) {
                problems.add(each, each.shown() + " stands twice in the list");
              }
              return value.stream();
            })
        .toList();
  }
}
