package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.Masking;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskProblemsTest {
  @TempDir Path folder;
  private PipelineFile visits;

  @BeforeEach
  void write() {
    visits = MaskedVisits.in(folder);
  }

  @Test
  void readsMasks() {
    assertThat(visits.load().masking())
        .isEqualTo(
            new Masking(
                Map.of(
                    "device", new Mask.Hmac(),
                    "phone", new Mask.Partial(4),
                    "note", new Mask.Drop()),
                "sluice/mask"));
  }

  @Test
  void namesAnUnknownMask() {
    assertThat(visits.replace("partial(4)", "sha256").problems())
        .containsExactly(
            "record.schema.phone.mask: must be hmac, drop or partial(4) (the last 4 characters"
                + " stay, 1 to 9 may): 'sha256'");
  }

  @Test
  void masksNeedAKey() {
    assertThat(visits.replace("  maskKey: sluice/mask\n", "").problems())
        .containsExactly(
            "record: the key 'maskKey' is missing; fields are masked with the key that it names,"
                + " a secret of Secrets Manager: maskKey: sluice/mask");
  }

  @Test
  void aKeyNeedsMasks() {
    String plain = visits.text().replaceAll(",( required: true,)? mask: [a-z0-9()]+", ",$1 ");
    assertThat(visits.with(plain.replace("required: true, }", "required: true}")).problems())
        .containsExactly(
            "record.maskKey: is for fields with a 'mask', and no field of the schema has one;"
                + " remove it");
  }

  @Test
  void aParameterIsNoKey() {
    assertThat(visits.replace("sluice/mask", "ssm:/sluice/mask").problems())
        .containsExactly(
            "record.maskKey: a parameter of Systems Manager can't hold the key that masks; put it"
                + " into Secrets Manager and name it like sluice/mask");
  }

  @Test
  void theEventTimeIsNotMasked() {
    visits.replace("timestamp: timestamp", "timestamp: {type: timestamp, mask: drop}");
    assertThat(visits.problems())
        .containsExactly(
            "record.schema.timestamp.mask: the event time can't be masked: records are partitioned"
                + " by it");
  }

  @Test
  void whatTellsRecordsApartStaysApart() {
    assertThat(visits.replace("mask: hmac", "mask: partial(4)").problems())
        .containsExactly(
            "record.schema.device.mask: 'device' tells records or devices apart, which may end"
                + " alike; take 'mask: hmac'");
  }

  @Test
  void whatIsRequiredIsNotDropped() {
    assertThat(
            visits.replace("type: double, mask", "type: double, required: true, mask").problems())
        .containsExactly(
            "record.schema.note.mask: no record may be without the field 'note'; drop leaves it"
                + " out, so set 'required: false', or 'mask: hmac'");
  }

  @Test
  void whatIsMaskedIsAText() {
    assertThat(visits.replace("mask: drop", "mask: hmac").problems())
        .containsExactly(
            "record.schema.note.mask: what is masked is a text, but 'note' is of type double; set"
                + " 'type: string', or 'mask: drop'");
  }

  @Test
  void columnsCanHaveWhatMasksLeave() {
    visits.with(
        visits.text()
            + """
            trusted:
              visits:
                columns: {id: string, phone: int, note: {type: double}, who: {from: device, type: string}}
                dedupe: id
            """);
    assertThat(visits.problems())
        .containsExactly(
            "trusted.visits.columns.phone: the field 'phone' is masked, and so a text, but the"
                + " column is of type int; set 'type: string'",
            "trusted.visits.columns.note: 'mask: drop' leaves the field 'note' out of every"
                + " record; remove the column, or take 'mask: hmac'");
  }
}
