package dev.sluice.core.alert;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.Tally;
import dev.sluice.core.alert.memory.TallyKey;
import dev.sluice.core.alert.rule.BoundRule;
import dev.sluice.core.alert.rule.RuleText;
import dev.sluice.core.alert.rule.Violation;
import dev.sluice.core.alert.rule.Watch;
import dev.sluice.core.alert.text.NumberText;
import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.AlertRule.Severity;
import dev.sluice.core.pipeline.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts alerts into words. Equal violations of the same origin yield equal alerts. */
final class AlertComposer {
  private static final int LONGEST_SUBJECT = 100;
  private static final int LONGEST_TEXT = 8_000;
  private static final String COUNTED = "Further violations are counted and sent as one summary";
  private static final String TOLD_ONCE =
      "Sent once while the violation lasts; its end is reported";
  private static final String FIRST_TOLD = ", the first of which was sent at once";
  private static final String NONE_TOLD = ", continuing one that was reported before this window";

  private final AlertOrigin origin;
  private final Map<String, BoundRule> rules;

  AlertComposer(AlertOrigin origin, List<BoundRule> rules) {
    this.origin = origin;
    this.rules =
        rules.stream().collect(Collectors.toMap(each -> each.rule().name(), Function.identity()));
  }

  /** The alert for a first violation, told at once. */
  Alert first(Violation violation, Violation.Words words, String place) {
    AlertRule rule = violation.rule().rule();
    String fingerprint = origin.fingerprint(Alert.Kind.FIRST, violation.key(), place);
    Labels labels =
        new Labels(violation.key(), violation.device(), rule.severity(), Alert.Kind.FIRST);
    AlertBody body = opening(labels, words.message());
    boolean silence = isSilence(violation.rule());
    if (!violation.rule().measured().isEmpty()) {
      String name = silence ? "last value" : "value";
      body.line(name, violation.rule().measured() + " = " + words.value());
    }
    body.line("limit", RuleText.limit(rule));
    if (violation.rule().watch().isPresent()) {
      body.line("since", Instant.ofEpochMilli(violation.moment().since()));
    }
    body.line(silence ? "silent at" : "event time", Instant.ofEpochMilli(violation.moment().time()))
        .line("fingerprint", fingerprint);
    if (violation.key().further()) {
      body.text("More devices violate this rule than can be reported one by one.");
    }
    boolean lasts = violation.rule().watch().filter(Watch::tellsEnd).isPresent();
    body.text((lasts ? TOLD_ONCE : COUNTED) + until() + ".");
    return alert(labels, fingerprint, silence ? ": silent" : ": " + words.value(), body);
  }

  /** The alert that says that a violation is over. */
  Alert cleared(BoundRule rule, String device, Memory memory) {
    TallyKey key = TallyKey.of(rule.rule().name(), device);
    Instant ended = Instant.ofEpochMilli(memory.resolvedAt());
    String fingerprint = origin.fingerprint(Alert.Kind.CLEARED, key, ended.toString());
    Labels labels = new Labels(key, device, Severity.INFO, Alert.Kind.CLEARED);
    AlertBody body =
        opening(labels, "Back to normal: " + key.rule() + " by " + PlainText.visible(device))
            .line("limit", RuleText.limit(rule.rule()))
            .line("since", Instant.ofEpochMilli(memory.resolvedSince()))
            .line("until", ended)
            .line("fingerprint", fingerprint);
    return alert(labels, fingerprint, ": back to normal", body);
  }

  private static boolean isSilence(BoundRule rule) {
    return rule.rule().when() instanceof Trigger.Silence;
  }

  /** The alert that sums up a tally of more than one violation. */
  Alert summary(TallyKey key, Tally tally, String firstPlace) {
    BoundRule rule = rules.get(key.rule());
    Severity severity = rule == null ? Severity.WARNING : rule.rule().severity();
    String fingerprint = origin.fingerprint(Alert.Kind.SUMMARY, key, firstPlace);
    Labels labels = new Labels(key, key.deviceName(), severity, Alert.Kind.SUMMARY);
    String more = tally.merged() + " more";
    AlertBody body =
        opening(labels, more + " of " + key.rule() + " by " + PlainText.visible(key.deviceName()))
            .line("violations", tally.count() + (tally.told() ? FIRST_TOLD : NONE_TOLD));
    if (tally.hasNumbers()) {
      body.line("lowest", NumberText.of(tally.low())).line("highest", NumberText.of(tally.high()));
    }
    body.line(
            "limit",
            rule == null ? "(the rule isn't defined any longer)" : RuleText.limit(rule.rule()))
        .line("earliest", Instant.ofEpochMilli(tally.earliest()))
        .line("latest", Instant.ofEpochMilli(tally.latest()));
    origin.window().ifPresent(each -> body.line("window", each.start() + " to " + each.end()));
    return alert(labels, fingerprint, ": " + more, body.line("fingerprint", fingerprint));
  }

  /** What both kinds need to say whom they are about. */
  private record Labels(TallyKey key, String device, Severity severity, Alert.Kind kind) {}

  private AlertBody opening(Labels labels, String sentence) {
    return new AlertBody()
        .text(PlainText.shortened(sentence, LONGEST_TEXT))
        .text("")
        .line("pipeline", origin.pipeline())
        .line("rule", labels.key().rule())
        .line("severity", labels.severity().name())
        .line("device", labels.device());
  }

  private String until() {
    return origin.window().map(each -> " after " + each.end()).orElse("");
  }

  private Alert alert(Labels of, String fingerprint, String detail, AlertBody body) {
    Alert.Labels labels =
        new Alert.Labels(
            origin.pipeline(),
            of.key().rule(),
            of.device().isEmpty() ? "(none)" : of.device(),
            of.severity(),
            of.kind(),
            fingerprint);
    String subject =
        of.severity() + " " + of.key().rule() + " " + PlainText.visible(of.device()) + detail;
    return new Alert(labels, PlainText.asciiLine(subject, LONGEST_SUBJECT), body.toString());
  }
}
