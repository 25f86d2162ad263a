package dev.sluice.localaws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.http.AwsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPolicyTest {
  private static final Map<String, Message.Attribute> ATTRIBUTES =
      Map.of(
          "severity", new Message.Attribute("String", "critical"),
          "value", new Message.Attribute("Number", "17.50"),
          "devices", new Message.Attribute("String.Array", "[\"wt-1\", \"wt-2\"]"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"severity\": [\"critical\"]} | true",
        "{\"severity\": [\"warning\", \"critical\"]} | true",
        "{\"severity\": [\"warning\"]} | false",
        "{\"severity\": [{\"prefix\": \"crit\"}]} | true",
        "{\"severity\": [{\"suffix\": \"xx\"}]} | false",
        "{\"severity\": [{\"equals-ignore-case\": \"CRITICAL\"}]} | true",
        "{\"severity\": [{\"anything-but\": [\"warning\"]}]} | true",
        "{\"severity\": [{\"anything-but\": \"critical\"}]} | false",
        "{\"severity\": [{\"anything-but\": {\"prefix\": \"crit\"}}]} | false",
        "{\"other\": [{\"anything-but\": \"critical\"}]} | false",
        "{\"value\": [17.5]} | true",
        "{\"value\": [{\"numeric\": [\">\", 17, \"<=\", 17.5]}]} | true",
        "{\"value\": [{\"numeric\": [\"=\", 17]}]} | false",
        "{\"severity\": [{\"numeric\": [\">\", 0]}]} | false",
        "{\"other\": [{\"exists\": false}]} | true",
        "{\"severity\": [{\"exists\": true}]} | true",
        "{\"devices\": [\"wt-2\"]} | true",
        "{\"devices\": [\"wt-3\"]} | false",
        "{\"severity\": [\"critical\"], \"value\": [1]} | false",
        "{} | true",
      })
  void decidesByAttributes(String policy, boolean accepted) {
    assertThat(FilterPolicy.parse(policy).accepts(ATTRIBUTES)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"a\": \"b\"}",
        "{\"a\": []}",
        "{\"a\": [{\"sounds-like\": 1}]}",
        "{\"a\": [{\"numeric\": [\">\"]}]}",
        "{\"a\": [{\"numeric\": [\"~\", 1]}]}",
        "{\"a\""
      })
  void refusesWhatIsNoPolicy(String policy) {
    assertThatThrownBy(() -> FilterPolicy.parse(policy))
        .isInstanceOf(AwsException.class)
        .hasMessageStartingWith("Invalid parameter: FilterPolicy: ");
  }

  @Test
  void refusesAnAttributeConditionWithTwoOperators() {
    assertThatThrownBy(
            () -> FilterPolicy.parse("{\"a\": [{\"prefix\": \"x\", \"suffix\": \"y\"}]}"))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("exactly one operator");
  }
}
