package dev.sluice.localaws.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code Globals} add to a function: mappings are merged, lists are joined with the global
 * entries first, anything else is taken where the function has none of its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
final class GlobalSettings {
  private GlobalSettings() {}

  static Properties merge(Properties globals, Properties own) {
    return new Properties(own.what(), own.where(), maps(globals.values(), own.values()));
  }

  private static Map<String, Object> maps(Map<String, Object> globals, Map<String, Object> own) {
    Map<String, Object> merged = new LinkedHashMap<>(globals);
    own.forEach((key, value) -> merged.merge(key, value, GlobalSettings::values));
    return merged;
  }

  private static Object values(Object global, Object own) {
    if (global instanceof Map<?, ?> a && own instanceof Map<?, ?> b) {
      return maps(Properties.cast(a), Properties.cast(b));
    }
    if (global instanceof List<?> a && own instanceof List<?> b) {
      List<Object> joined = new ArrayList<>(a);
      joined.addAll(b);
      return joined;
    }
    return own;
  }
}
