package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.Keys;
import java.util.Map;
import java.util.TreeMap;

/** The keys of alert rules. */
public final class AlertKeys {
  public static final Keys RULE =
      Keys.of("when", "message").withOptional("severity", "mode", "by", "where", "for", "clear");
  public static final Keys CHANGE =
      Keys.of("change", "per").withOptional(Operator.keys(Operator::hasBand));
  public static final Keys AGGREGATE =
      Keys.of("over")
          .withOptional("mean", "min", "max", "count")
          .withOptional(Operator.keys(Operator::hasBand));
  public static final Keys SILENCE = Keys.of("silentFor").withOptional("field");
  public static final Keys STUCK = Keys.of("stuckFor", "field");
  public static final Keys CLEAR =
      Keys.of().withOptional("above", "below", "atLeast", "atMost", "within");

  /** Stands among the rules' names. */
  public static final String BUDGET = "budget";

  public static final Keys LIMITS = Keys.of().withOptional("messages", "sms");

  private AlertKeys() {}

  /** The keys by path, as in {@link FormatKeys#byPath}. */
  static Map<String, Keys> byPath() {
    Map<String, Keys> keys = new TreeMap<>();
    keys.put("alerts.budget", LIMITS);
    keys.put("alerts.*", RULE);
    for (String place : new String[] {"when", "where", "clear"}) {
      keys.put("alerts.*." + place + "(all)", FormatKeys.ALL);
      keys.put("alerts.*." + place + "(any)", FormatKeys.ANY);
      keys.put("alerts.*." + place + "(field)", FormatKeys.TEST);
    }
    keys.put("alerts.*.when(change)", CHANGE);
    keys.put("alerts.*.when(over)", AGGREGATE);
    keys.put("alerts.*.when(silentFor)", SILENCE);
    keys.put("alerts.*.when(stuckFor)", STUCK);
    keys.put("alerts.*.clear()", CLEAR);
    return keys;
  }
}
