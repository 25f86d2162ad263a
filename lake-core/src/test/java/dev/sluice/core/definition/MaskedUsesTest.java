package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, messages, digests and filters see what masks leave. */
class MaskedUsesTest {
  @TempDir Path folder;
  private PipelineFile visits;
  private String text;

  @BeforeEach
  void write() {
    visits = MaskedVisits.in(folder);
    text = visits.text();
  }

  private List<String> problemsOfRule(String rule) {
    return visits.with(text + "alerts:\n  a: {" + rule + "}\n").problems();
  }

  @Test
  void aRuleOnADroppedFieldIsRefused() {
    String reason =
        "the field 'note' has 'mask: drop', so it is in no record here; take it out, or take"
            + " another mask";

    assertThat(problemsOfRule("when: {field: note, above: 1}, message: a"))
        .containsExactly("alerts.a.when: " + reason);
    assertThat(problemsOfRule("when: {silentFor: 5m, field: note}, message: a"))
        .containsExactly("alerts.a.when: " + reason);
    assertThat(problemsOfRule("when: {count: note, over: 5m, below: 1}, message: a"))
        .containsExactly("alerts.a.when: " + reason);
    assertThat(problemsOfRule("when: {field: id, equals: x}, message: 'was {note}'"))
        .containsExactly("alerts.a.message: " + reason);
    assertThat(
            problemsOfRule(
                "by: [note], where: {any: [{field: note, above: 1}, {field: id, equals: x}]}, when:"
                    + " {field: id, equals: x}, clear: {field: note, below: 1}, message: a"))
        .containsExactly(
            "alerts.a.by: " + reason, "alerts.a.where: " + reason, "alerts.a.clear: " + reason);
  }

  @Test
  void aRuleThatComparesAHashedFieldWithItsClearTextIsRefused() {
    assertThat(problemsOfRule("when: {field: device, equals: Ada}, message: a"))
        .containsExactly(
            "alerts.a.when: the field 'device' has 'mask: hmac', so it is 80 hex digits here, never"
                + " 'Ada'; compare with {field: device, contains: HEX}, the 64 digits of: printf %s"
                + " VALUE | openssl dgst -sha256 -hmac \"$KEY\"");
    assertThat(problemsOfRule("when: {field: device, contains: ada}, message: a"))
        .singleElement()
        .asString()
        .contains("never one with 'ada'");
    assertThat(problemsOfRule("when: {field: phone, equals: '0123456789'}, message: a"))
        .containsExactly(
            "alerts.a.when: the field 'phone' has 'mask: partial(4)', so it is * and its last 4"
                + " characters here, never '0123456789'; compare with these, or set 'mask: hmac'");
  }

  @Test
  void whatMasksLeaveCanBeUsed() {
    assertThat(
            problemsOfRule(
                "by: [device], when: {stuckFor: 5m, field: device}, message: '{device} {phone}'"))
        .isEmpty();
    String hmac = "0123456789abcdef".repeat(5);
    assertThat(problemsOfRule("when: {field: device, equals: '" + hmac + "'}, message: a"))
        .isEmpty();
    assertThat(
            problemsOfRule(
                "when: {field: device, contains: '" + hmac.substring(16) + "'}, message: a"))
        .isEmpty();
    assertThat(problemsOfRule("when: {field: phone, contains: '6789'}, message: a")).isEmpty();
    assertThat(problemsOfRule("when: {field: phone, equals: '***6789'}, message: a")).isEmpty();
    assertThat(problemsOfRule("when: {field: phone, equals: '***'}, message: a")).isEmpty();
  }

  @Test
  void groupsAreNotMadeOfWhatBecomesEqual() {
    assertThat(problemsOfRule("by: [phone], when: {silentFor: 5m}, message: a"))
        .containsExactly(
            "alerts.a.by: the field 'phone' has 'mask: partial(4)', by which different values"
                + " become equal; set 'mask: hmac'");
    visits.with(text + "digest: {subject: Notes, by: phone, values: [note]}\n");
    assertThat(visits.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("digest.by: the field 'phone'"))
        .anyMatch(problem -> problem.startsWith("digest.values: the field 'note'"));
  }

  @Test
  void aFilterOverAMaskedColumnComparesWithWhatIsLeft() {
    visits.with(
        visits.text()
            + """
            trusted:
              visits:
                dedupe: id
                columns: {id: {type: string, required: true}, who: {from: device, type: string}}
                filter: {column: who, equals: Ada}
            """);
    assertThat(visits.problems())
        .singleElement()
        .asString()
        .startsWith("trusted.visits.filter: the column 'who' has 'mask: hmac'")
        .contains("{column: who, contains: HEX}");
  }
}
