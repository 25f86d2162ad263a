package dev.sluice.core.definition.source;

import dev.sluice.core.definition.read.Placeholders;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Checks the templates of an HTTP source.
 *
 * @param variables the names of the requests' own variables
 */
record HttpTemplates(Reading reading, Set<String> variables) {
  /** What is known of a tick. */
  static final List<String> TICK = List.of("tick", "yyyy", "MM", "M", "dd", "d", "HH", "H");

  /** What is known of an item beside its content. */
  static final List<String> ITEM = List.of("index", "page");

  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");
  private static final Set<String> NEAR = Set.of("localhost", "127.0.0.1", "[::1]");

  /** A template of a URL. */
  String url(YamlNode node) {
    List<String> known = new ArrayList<>(variables);
    known.addAll(TICK);
    String url = checked(node, known, false);
    if (!url.isEmpty() && !isUrl(url)) {
      reading.problems().add(node, "'%s' is not a URL with https:// or http://".formatted(url));
    }
    return url;
  }

  private static boolean isUrl(String template) {
    try {
      URI uri = new URI(Pattern.compile("\\{[^}]*}").matcher(template).replaceAll("x"));
      return uri.getHost() != null && uri.getFragment() == null && isHttp(uri);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isHttp(URI uri) {
    return Set.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT));
  }

  /** Whether a URL leads to another machine without encryption. */
  static boolean isPlainAndFar(String url) {
    if (!url.toLowerCase(Locale.ROOT).startsWith("http://")) {
      return false;
    }
    return NEAR.stream().noneMatch(host -> url.matches("(?i)http://\\Q" + host + "\\E([:/?].*)?"));
  }

  /** A template of a tick. */
  String ofTick(YamlNode node) {
    return checked(node, TICK, false);
  }

  /** A template of an item. */
  String ofItem(YamlNode node) {
    List<String> known = new ArrayList<>(variables);
    known.addAll(TICK);
    known.addAll(ITEM);
    return checked(node, known, true);
  }

  /** A template of a line, which is known by its variables and its tick. */
  String ofLine(YamlNode node) {
    List<String> known = new ArrayList<>(variables);
    known.addAll(TICK);
    return checked(node, known, true);
  }

  private String checked(YamlNode node, Collection<String> known, boolean pointers) {
    String text = reading.scalars().text(node).orElse("");
    for (String name : Placeholders.in(text)) {
      if (pointers && name.startsWith("/")) {
        checkPointer(node, name);
      } else {
        reading.checkKnown(node, name, "variable is named", new TreeSet<>(known));
      }
    }
    return text;
  }

  private void checkPointer(YamlNode node, String pointer) {
    if (!POINTER.matcher(pointer).matches()) {
      reading
          .problems()
          .add(node, "'" + pointer + "' is not a JSON pointer like /values/temperature");
    }
  }

  /** A JSON pointer. */
  static String pointer(YamlNode node, Reading reading) {
    String text = reading.scalars().text(node).orElse("");
    if (!POINTER.matcher(text).matches()) {
      reading.problems().add(node, "'" + text + "' is not a JSON pointer like /values/temperature");
    }
    return text;
  }
}
