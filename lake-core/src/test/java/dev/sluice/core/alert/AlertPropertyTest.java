package dev.sluice.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.memory.Memories;
import dev.sluice.core.alert.memory.ShardPosition;
import dev.sluice.core.alert.memory.StateCodec;
import dev.sluice.core.alert.memory.TallyKey;
import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.BoundRule;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.alert.rule.Violation;
import dev.sluice.core.alert.text.Device;
import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.pipeline.AlertRule.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AlertPropertyTest {
  private static final BoundRules RULES = BoundRules.bind(Pipelines.farm(Pipelines.HOT));

  @Property
  void anyTextMakesAnAlertThatSnsTakes(
      @ForAll String device, @ForAll String value, @ForAll String message) {
    Alert alert = alert(device, value, message);
    assertThat(alert.subject()).matches("[!-~][ -~]{0,99}");
    assertThat(alert.body().codePoints().allMatch(AlertPropertyTest::isXmlCharacter)).isTrue();
    for (String label : alert.labels().asMap().values()) {
      assertThat(label).isNotEmpty();
      assertThat(label.codePoints().allMatch(AlertPropertyTest::isXmlCharacter)).isTrue();
    }
  }

  @Property(tries = 20)
  void anyLengthFitsIntoAMessage(@ForAll @IntRange(min = 1, max = 2_000_000) int length) {
    String huge = "\u20ac".repeat(length);
    Alert alert = alert(huge, huge, huge);
    int size = alert.body().getBytes(StandardCharsets.UTF_8).length;
    int labels =
        alert.labels().asMap().values().stream()
            .mapToInt(label -> label.getBytes(StandardCharsets.UTF_8).length)
            .sum();
    assertThat(size + labels).isLessThan(256 * 1024);
  }

  @Property
  void devicesKeepTheirIdentityHoweverLong(
      @ForAll @IntRange(min = 0, max = 600) int length, @ForAll char last) {
    String device = "d".repeat(length) + last;
    String other = "d".repeat(length) + (last == 'x' ? 'y' : 'x');
    assertThat(Device.named(device)).hasSizeLessThanOrEqualTo(256);
    if (PlainText.clean(device).equals(device)) {
      assertThat(Device.named(device)).isNotEqualTo(Device.named(other));
    }
  }

  @Property
  void theStateIsReadAsItWasWritten(
      @ForAll String device, @ForAll long time, @ForAll double number, @ForAll boolean further) {
    Memories none = new Memories(0, Map.of());
    StateCodec codec = new StateCodec(900_000, () -> none);
    WindowState state = new WindowState(900_000, none);
    String name = Device.named(device);
    TallyKey key = further ? TallyKey.furtherDevices("hot") : TallyKey.of("hot", name);
    state.add(key, time, number, time % 2 == 0);
    state.add(key, time / 2, Double.NaN, false);
    state.moveTo(new ShardPosition("49590338271490256608559692538361571095921575989136588898", 3));
    String json = codec.write(state);
    assertThat(json.chars()).allMatch(c -> c >= ' ' && c <= 0x7F);
    WindowState read = codec.read(json.getBytes(StandardCharsets.US_ASCII)).orElseThrow();
    assertThat(read.tallies()).isEqualTo(state.tallies());
    assertThat(read.position()).isEqualTo(state.position());
    assertThat(codec.write(read)).isEqualTo(json);
  }

  @Property
  void positionsAreOrderedAsNumbers(
      @ForAll @IntRange(min = 1) int a, @ForAll @IntRange(min = 1) int b) {
    ShardPosition position = new ShardPosition(Integer.toString(a), 1);
    assertThat(position.isBefore(Integer.toString(b), 1)).isEqualTo(a < b);
    assertThat(position.isBefore(Integer.toString(a), 2)).isTrue();
    assertThat(position.isBefore(Integer.toString(a), 0)).isFalse();
  }

  private static Alert alert(String deviceName, String value, String message) {
    String device = Device.named(deviceName);
    AlertOrigin origin = new AlertOrigin("farm", "shardId-0", Optional.<RecordBatch.Window>empty());
    BoundRule rule = RULES.rules().get(0);
    Violation violation =
        new Violation(
            rule,
            TallyKey.of("hot", device),
            device,
            new Violation.Moment(0, 0, true, 1),
            Optional.empty());
    Violation.Words words = new Violation.Words(value, message);
    assertThat(rule.rule().severity()).isEqualTo(Severity.CRITICAL);
    return new AlertComposer(origin, RULES.rules()).first(violation, words, "1/0");
  }

  private static boolean isXmlCharacter(int c) {
    return c == 9
        || c == 10
        || c == 13
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
