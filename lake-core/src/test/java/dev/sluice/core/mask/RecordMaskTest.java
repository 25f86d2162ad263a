package dev.sluice.core.mask;

import static dev.sluice.core.mask.Masked.hmac;
import static dev.sluice.core.mask.Masked.masked;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RecordMaskTest {
  @Test
  void masksValuesAndLeavesEveryOtherByte() {
    assertThat(masked("{ \"id\" : \"1\",\t\"person\": \"Ada\" , \"x\":[1, {\"person\":\"y\"}] }"))
        .isEqualTo(
            "{ \"id\" : \"1\",\t\"person\": \"%s\" , \"x\":[1, {\"person\":\"y\"}] }"
                .formatted(hmac("Ada")));
  }

  @Test
  void beginsWithWhatOpensslSays() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(UTF_8), "HmacSHA256"));
    String digest = HexFormat.of().formatHex(mac.doFinal("Ada".getBytes(UTF_8)));

    assertThat(hmac("Ada")).startsWith(digest).hasSize(80);
  }

  @Test
  void whatIsMaskedStaysWhenItIsMaskedAgain() {
    String record = "{\"person\":\"Ada\",\"phone\":\"0151234567\",\"note\":\"n\",\"id\":\"1\"}";

    assertThat(masked(masked(record))).isEqualTo(masked(record));
  }

  @Test
  void aTextThatOnlyLooksMaskedIsMasked() {
    String forged = "a".repeat(80);

    assertThat(hmac(forged)).isNotEqualTo(forged);
  }

  @Test
  void escapedNamesAndValuesAreTheSame() {
    assertThat(masked("{\"p\\u0065rson\":\"\\u0041da\"}"))
        .isEqualTo("{\"p\\u0065rson\":\"%s\"}".formatted(hmac("Ada")));
  }

  @Test
  void everyValueOfAFieldThatComesTwiceIsMasked() {
    assertThat(masked("{\"person\":\"Ada\",\"person\":\"Eve\"}"))
        .isEqualTo("{\"person\":\"%s\",\"person\":\"%s\"}".formatted(hmac("Ada"), hmac("Eve")));
  }

  @Test
  void droppedFieldsTakeTheirCommaAlong() {
    assertThat(masked("{\"note\":\"a\"}")).isEqualTo("{}");
    assertThat(masked("{ \"note\" : {\"a\":[1]} , \"id\":1}")).isEqualTo("{\"id\":1}");
    assertThat(masked("{\"id\":1, \"note\":\"a\"}")).isEqualTo("{\"id\":1}");
    assertThat(masked("{\"id\":1,\"note\":\"a\",\"x\":2}")).isEqualTo("{\"id\":1,\"x\":2}");
    assertThat(masked("{\"note\":1,\"note\":\"a\",\"x\":2,\"note\":3,\"note\":4 }"))
        .isEqualTo("{\"x\":2 }");
    assertThat(masked("{\"person\":\"Ada\",\"note\":\"a\",\"id\":3}"))
        .isEqualTo("{\"person\":\"%s\",\"id\":3}".formatted(hmac("Ada")));
  }

  @Test
  void numbersAreMaskedAsTheyAreWritten() {
    assertThat(masked("{\"person\":1.50,\"phone\":491511234567}"))
        .isEqualTo("{\"person\":\"%s\",\"phone\":\"********4567\"}".formatted(hmac("1.50")));
    assertThat(masked("{\"person\":true,\"phone\":null}"))
        .isEqualTo("{\"person\":\"%s\",\"phone\":null}".formatted(hmac("true")));
  }

  @Test
  void ofObjectsAndArraysNothingIsLeft() {
    assertThat(masked("{\"person\":{\"a\":\"Ada\"},\"phone\":[\"015123\"],\"id\":1}"))
        .isEqualTo("{\"person\":{},\"phone\":[],\"id\":1}");
  }

  @Test
  void fourCharactersStayAndShortValuesDoNot() {
    assertThat(masked("{\"phone\":\"01512345\"}")).isEqualTo("{\"phone\":\"****2345\"}");
    assertThat(masked("{\"phone\":\"2345\"}")).isEqualTo("{\"phone\":\"****\"}");
    assertThat(masked("{\"phone\":\"\"}")).isEqualTo("{\"phone\":\"\"}");
    assertThat(masked("{\"phone\":\"abcd\uD83D\uDE00\\\"\\n\\ud83d\"}"))
        .isEqualTo("{\"phone\":\"****\uD83D\uDE00\\u0022\\u000a\\ud83d\"}");
  }

  @Test
  void halvesOfPairsDoNotEndAlike() {
    assertThat(masked("{\"person\":\"a\\ud83d\"}"))
        .isNotEqualTo(masked("{\"person\":\"a\\ud83e\"}"));
  }

  @Test
  void ofWhatIsNotARecordNothingIsLeft() {
    assertThat(masked("{\"person\":\"Ada\"")).startsWith("not JSON {\"withheld\":{\"bytes\":15,");
    assertThat(masked("\"Ada\"")).startsWith("not a JSON object {\"withheld\":{\"bytes\":5,");
    assertThat(masked("{\"person\":\"Ada\"} {}")).startsWith("more than one JSON value {\"withh");
    assertThat(masked("")).startsWith("empty {\"withheld\":{\"bytes\":0,");
  }

  @Test
  void aRecordThatWouldGrowWithoutBoundIsWithheld() {
    String many = "{" + "\"person\":\"a\",".repeat(20_000) + "\"id\":1}";

    assertThat(masked(many)).startsWith("masked it would be more than 1 MiB longer {\"withheld\"");
  }

  @Test
  void aPartitionKeyStaysIfItIsTheRecordsKeyInClear() {
    RecordMask mask = Masked.visits().begin();
    byte[] record = "{\"device\":\"d-1\",\"person\":\"Ada\"}".getBytes(UTF_8);
    mask.mask(record, 0, record.length);

    assertThat(mask.partitionKey("d-1")).isEqualTo("d-1");
    assertThat(mask.partitionKey("Ada")).isEqualTo(hmac("Ada"));

    mask.withhold(record, 0, record.length);
    assertThat(mask.partitionKey("d-1")).isEqualTo(hmac("d-1"));
  }

  @Test
  void aKeyIsLongEnough() {
    assertThatThrownBy(() -> new MaskKey("sluice/mask", "short and secret"))
        .hasMessageContaining("The secret 'sluice/mask' can't be the key")
        .hasMessageContaining("too short")
        .hasMessageNotContaining("short and secret");
  }
}
