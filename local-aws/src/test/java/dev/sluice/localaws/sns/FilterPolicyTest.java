package dev.sluice.localaws.sns;

import static dev.sluice.localaws.sns.FilterPolicy.Scope.MESSAGE_ATTRIBUTES;
import static dev.sluice.localaws.sns.FilterPolicy.Scope.MESSAGE_BODY;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.http.AwsException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPolicyTest {
  private static final Map<String, Message.Attribute> ATTRIBUTES =
      Map.of(
          "severity", new Message.Attribute("String", "critical"),
          "value", new Message.Attribute("Number", "17.50"),
          "address", new Message.Attribute("String", "10.0.0.7"),
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
        "{\"devices\": [{\"anything-but\": [\"wt-1\", \"wt-2\"]}]} | false",
        "{\"address\": [{\"cidr\": \"10.0.0.0/24\"}]} | true",
        "{\"$or\": [{\"severity\": [\"warning\"]}, {\"value\": [17.5]}]} | true",
        "{\"devices\": [\"wt-3\"]} | false",
        "{\"severity\": [\"critical\"], \"value\": [1]} | false",
        "{} | true",
      })
  void decidesByAttributes(String policy, boolean accepted) {
    assertThat(FilterPolicy.of(policy, MESSAGE_ATTRIBUTES).accepts(message("text")))
        .isEqualTo(accepted);
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
  void refusesWhatIsNotAPolicy(String policy) {
    assertThatThrownBy(() -> FilterPolicy.of(policy, MESSAGE_ATTRIBUTES))
        .isInstanceOf(AwsException.class)
        .hasMessageStartingWith("Invalid parameter: FilterPolicy: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"store\": {\"name\": [{\"prefix\": \"a\"}]}} | true",
        "{\"store\": {\"name\": [\"b\"]}} | false",
        "{\"prices\": [{\"numeric\": [\">\", 10]}]} | true",
        "{\"severity\": [{\"exists\": true}]} | false",
      })
  void decidesByTheTextIfThatIsTheScope(String policy, boolean accepted) {
    String text = "{\"store\": {\"name\": \"abc\"}, \"prices\": [1, 20]}";

    assertThat(FilterPolicy.of(policy, MESSAGE_BODY).accepts(message(text))).isEqualTo(accepted);
  }

  @Test
  void acceptsNoTextThatIsNotAnObjectIfTheTextIsTheScope() {
    FilterPolicy policy = FilterPolicy.of("{\"a\": [{\"exists\": false}]}", MESSAGE_BODY);

    assertThat(policy.accepts(message("{}"))).isTrue();
    assertThat(policy.accepts(message("an alert"))).isFalse();
    assertThat(policy.accepts(message("[]"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": [{\"prefix\": \"x\", \"suffix\": \"y\"}]} | Only one key allowed",
        "{\"a\": [{\"wildcard\": \"x*\"}]} | Unrecognized match type wildcard",
        "{\"a\": {\"b\": [1]}} | does not support nested filter policy",
        "{\"a\": [1], \"b\": [1], \"c\": [1], \"d\": [1], \"e\": [1], \"f\": [1]} | 6 keys",
        "{\"a\": [1e10]} | between -1.0E9 and 1.0E9",
        "{\"a\": [{\"numeric\": [\"<\", 2e9]}]} | between -1.0E9 and 1.0E9",
      })
  void saysWhatSnsDoesNotAllow(String policy, String reason) {
    assertThatThrownBy(() -> FilterPolicy.of(policy, MESSAGE_ATTRIBUTES))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesMoreThan150CombinationsOfValues() {
    String values = IntStream.range(0, 13).mapToObj(String::valueOf).collect(joining(","));
    String policy = "{\"a\": [%s], \"b\": [%s]}".formatted(values, values);

    assertThatThrownBy(() -> FilterPolicy.of(policy, MESSAGE_ATTRIBUTES))
        .hasMessageContaining("too complex");
  }

  private static Message message(String text) {
    return new Message("id", "arn", "", text, ATTRIBUTES, Instant.EPOCH);
  }
}
