package dev.sluice.core.produce.http.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.pipeline.source.HttpSource.Secret.Place;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretValueTest {
  private static final String BY_THE_CONSOLE =
      """
      {
        "api_key" : "k-0123456789",
        "number" : 123456789,
        "list" : ["k-0123456789"]
      }
      """;

  private static String carried(String text, String member, Place place) throws IOException {
    Secret wanted =
        new Secret("far/key", Optional.ofNullable(member), place, "Authorization", "{secret}");
    return new SecretValue("far/key", text).carried(wanted).open();
  }

  @Test
  void showsItsNameOnly() {
    assertThat(new SecretValue("far/key", "k-0123456789")).hasToString("secret 'far/key'");
  }

  @Test
  void aLineEndIsNotPartOfIt() throws IOException {
    assertThat(carried("k-0123456789\r\n", null, Place.HEADER)).isEqualTo("k-0123456789");
  }

  @Test
  void takesOneFieldOfAnObjectAsTheConsoleMakesIt() throws IOException {
    assertThat(carried(BY_THE_CONSOLE, "api_key", Place.HEADER)).isEqualTo("k-0123456789");
    assertThat(carried(BY_THE_CONSOLE, "number", Place.QUERY)).isEqualTo("123456789");
  }

  @Test
  void refusesAnObjectWhereNoFieldIsNamed() {
    assertThatThrownBy(() -> carried(BY_THE_CONSOLE, null, Place.QUERY))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The secret 'far/key' is a JSON object, of which a request takes one field; name it:"
                + " secret: {name: far/key, field: …}, or store the key alone");
  }

  @Test
  void refusesAFieldThatIsNotThereOrNotAText() {
    for (String text : new String[] {BY_THE_CONSOLE, "k-0123456789", "{\"list\": \"k-01234567"}) {
      assertThatThrownBy(() -> carried(text, "list", Place.QUERY))
          .hasMessage(
              "The secret 'far/key' is not a JSON object with a text in its field 'list'; correct"
                  + " the secret, or 'field'")
          .hasNoCause();
    }
  }

  @Test
  void refusesWhatARequestCannotCarry() {
    assertThatThrownBy(() -> carried("k-012345\n6789", null, Place.HEADER))
        .hasMessage(
            "The secret 'far/key' has a line break or another control character in it, which a"
                + " request can't carry; store the key alone, in one line");
    assertThatThrownBy(() -> carried("schlüssel-0123", null, Place.HEADER))
        .hasMessageContaining("has a character that a header can't carry")
        .hasMessageNotContaining("0123");
  }

  @Test
  void refusesOneThatCouldBeDataByChance() {
    assertThatThrownBy(() -> carried("rain", null, Place.QUERY))
        .hasMessageContaining("has fewer than 8 characters")
        .hasMessageNotContaining("rain");
  }
}
