package dev.sluice.core.alert;

import dev.sluice.core.alert.BudgetHour.Grant;
import dev.sluice.core.alert.BudgetHour.Use;
import dev.sluice.core.alert.text.Fingerprint;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes what the hour's budget allows, says once that it is used up, and keeps everything in
 * the lake.
 *
 * <p>A message is granted by a conditional write before it is sent, so that shards and repeated
 * batches share one budget. That it was sent is written with the next grant, or at the end: after a
 * crash in between it is sent again, with the same fingerprint, and takes nothing more. An alert
 * that was sent already is not sent again. Beyond the budget nothing is asked of store or topic, so
 * a storm takes no time.
 */
final class BudgetedOutlet implements AlertOutlet {
  private static final int TRIES = 50;

  private final AlertBrake brake;
  private final BudgetStore budgets;
  private final Instant hour;
  private final String shard;
  private final KeptAlerts kept = new KeptAlerts();
  private final Map<String, Grant> unsaved = new LinkedHashMap<>();
  private Held<BudgetHour> held;
  private int published;
  private int withheld;

  BudgetedOutlet(AlertBrake brake, Instant hour, String shard) {
    this.brake = brake;
    this.budgets = new BudgetStore(brake.store(), brake.pipeline());
    this.hour = hour;
    this.shard = shard;
  }

  @Override
  public void publish(Alert alert) {
    Optional<Grant> grant = grant(alert.labels().fingerprint(), alert.sms());
    if (grant.isEmpty()) {
      kept.add(alert.withoutSms(), false);
      withheld++;
      tellOnce();
      return;
    }
    Alert shown = grant.get().use() == Use.MAIL_AND_SMS ? alert : alert.withoutSms();
    try {
      if (!grant.get().isSent()) {
        send(shown, grant.get().use());
      }
      kept.add(shown, true);
    } catch (AlertUndeliveredException e) {
      kept.add(shown, false);
      throw e;
    }
  }

  private void send(Alert alert, Use use) {
    if (!brake.goOn().getAsBoolean()) {
      throw AlertUndeliveredException.postponed(
          "No time is left to publish; the batch goes on later");
    }
    brake.publisher().publish(alert);
    published++;
    Grant sent = new Grant(use, true);
    unsaved.put(alert.labels().fingerprint(), sent);
    held = held.with(hour(held).with(alert.labels().fingerprint(), sent));
  }

  /** The grant that an alert has, or gets if there is one left. */
  private Optional<Grant> grant(String fingerprint, boolean wantsSms) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      BudgetHour now = hour(current());
      Optional<Grant> given = now.grant(fingerprint);
      Optional<Use> left = now.left(brake.budget(), wantsSms);
      if (given.isPresent() || left.isEmpty()) {
        return given;
      }
      Grant grant = new Grant(left.get(), false);
      if (save(now.with(fingerprint, grant))) {
        return Optional.of(grant);
      }
    }
    throw contended();
  }

  /** The notice is one of the hour, whichever shard sends it. */
  private void tellOnce() {
    String fingerprint = Fingerprint.of(brake.pipeline(), hour(held).hour().toString(), shard);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      BudgetHour now = hour(current());
      Optional<Grant> own = now.grant(fingerprint);
      boolean isToBeSent = own.filter(grant -> !grant.isSent()).isPresent();
      if (isToBeSent) {
        send(BudgetNotice.of(brake, now.hour(), fingerprint, now.count()), Use.NOTICE);
      }
      if (isToBeSent || now.hasNotice()) {
        return;
      }
      save(now.with(fingerprint, new Grant(Use.NOTICE, false)));
    }
    throw contended();
  }

  private static BudgetHour hour(Held<BudgetHour> held) {
    return held.value().orElseThrow();
  }

  private Held<BudgetHour> current() {
    if (held == null) {
      try {
        held = budgets.load(hour);
      } catch (IOException e) {
        throw new UncheckedIOException("The budget of alerts could not be read", e);
      }
      unsaved.forEach(
          (fingerprint, grant) -> held = held.with(hour(held).with(fingerprint, grant)));
    }
    return held;
  }

  /** False: somebody else wrote since, and the hour is to be read again. */
  private boolean save(BudgetHour changed) {
    try {
      held = budgets.save(held, changed).orElse(null);
    } catch (IOException e) {
      held = null;
      throw new UncheckedIOException("The budget of alerts could not be stored", e);
    }
    if (held != null) {
      unsaved.clear();
    }
    return held != null;
  }

  private static AlertUndeliveredException contended() {
    return AlertUndeliveredException.postponed(
        "Other shards changed the budget of alerts %d times in a row; the batch goes on later"
            .formatted(TRIES));
  }

  @Override
  public void close() {
    try {
      kept.storeIn(brake.store(), new LakeLayout(brake.pipeline()).alerts(hour), shard);
    } catch (IOException e) {
      throw new UncheckedIOException("The alerts of " + shard + " could not be kept", e);
    }
    for (int attempt = 0; attempt < TRIES && !unsaved.isEmpty(); attempt++) {
      save(hour(current()));
    }
  }

  @Override
  public int published() {
    return published;
  }

  @Override
  public int withheld() {
    return withheld;
  }
}
