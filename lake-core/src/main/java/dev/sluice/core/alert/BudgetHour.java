package dev.sluice.core.alert;

import dev.sluice.core.pipeline.AlertBudget;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was granted of an hour's budget, by the alerts' fingerprints: an alert that is told again
 * takes nothing more.
 *
 * @param hour its beginning
 * @param grants in the order in which they were given
 */
record BudgetHour(Instant hour, Map<String, Grant> grants) {
  BudgetHour {
    grants = Collections.unmodifiableMap(new LinkedHashMap<>(grants));
  }

  /** For what a message was granted. */
  enum Use {
    MAIL,
    MAIL_AND_SMS,
    /** The one that says that the budget is used up. */
    NOTICE
  }

  /**
   * One message.
   *
   * @param isSent whether the topic took it, as far as is known
   */
  record Grant(Use use, boolean isSent) {}

  static BudgetHour begin(Instant hour) {
    return new BudgetHour(hour, Map.of());
  }

  Optional<Grant> grant(String fingerprint) {
    return Optional.ofNullable(grants.get(fingerprint));
  }

  /**
   * What there is for an alert. A critical one goes out as long as either budget has room, so that
   * a flood of warnings doesn't silence it.
   */
  Optional<Use> left(AlertBudget budget, boolean wantsSms) {
    if (wantsSms && count(Use.MAIL_AND_SMS) < budget.sms()) {
      return Optional.of(Use.MAIL_AND_SMS);
    }
    boolean isRoom = count(Use.MAIL) + count(Use.MAIL_AND_SMS) < budget.messages();
    return isRoom ? Optional.of(Use.MAIL) : Optional.empty();
  }

  boolean hasNotice() {
    return count(Use.NOTICE) > 0;
  }

  BudgetHour with(String fingerprint, Grant grant) {
    Map<String, Grant> all = new LinkedHashMap<>(grants);
    all.put(fingerprint, grant);
    return new BudgetHour(hour, all);
  }

  /** Messages that were granted so far, the notice aside. */
  long count() {
    return count(Use.MAIL) + count(Use.MAIL_AND_SMS);
  }

  private long count(Use use) {
    return grants.values().stream().filter(grant -> grant.use() == use).count();
  }
}
