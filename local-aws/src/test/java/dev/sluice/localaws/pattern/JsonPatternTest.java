package dev.sluice.localaws.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPatternTest {
  private static final String EVENT =
      """
      {"source": "aws.athena", "detail-type": "Athena Query State Change", "resources": ["a", "b"],
       "detail": {"currentState": "SUCCEEDED", "workgroupName": "lake-queries", "n": 5.0,
                  "nothing": null, "from": "10.0.3.7", "path": "raw/a/b.csv", "parts": [{"k": 1}, {"k": 2}]}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"source\": [\"aws.athena\"]} | true",
        "{\"source\": [\"aws.glue\", \"aws.athena\"]} | true",
        "{\"source\": [\"aws.glue\"]} | false",
        "{\"source\": [{\"prefix\": \"aws.\"}], \"detail\": {\"n\": [5]}} | true",
        "{\"source\": [{\"suffix\": \"athena\"}]} | true",
        "{\"source\": [{\"wildcard\": \"aws*hen*\"}]} | true",
        "{\"source\": [{\"wildcard\": \"*glue*\"}]} | false",
        "{\"source\": [{\"equals-ignore-case\": \"AWS.athena\"}]} | true",
        "{\"source\": [{\"prefix\": {\"equals-ignore-case\": \"AWS\"}}]} | true",
        "{\"detail\": {\"currentState\": [\"SUCCEEDED\", \"FAILED\"]}} | true",
        "{\"detail\": {\"currentState\": [{\"anything-but\": \"FAILED\"}]}} | true",
        "{\"detail\": {\"currentState\": [{\"anything-but\": [\"FAILED\", \"SUCCEEDED\"]}]}} |"
            + " false",
        "{\"detail\": {\"currentState\": [{\"anything-but\": {\"prefix\": \"SUCC\"}}]}} | false",
        "{\"detail\": {\"currentState\": [{\"anything-but\": {\"suffix\": [\"X\", \"ED\"]}}]}} |"
            + " false",
        "{\"detail\": {\"missing\": [{\"anything-but\": \"x\"}]}} | false",
        "{\"detail\": {\"missing\": [{\"exists\": false}]}} | true",
        "{\"detail\": {\"n\": [{\"exists\": true}]}} | true",
        "{\"detail\": {\"n\": [{\"exists\": false}]}} | false",
        "{\"detail\": {\"nothing\": [null]}} | true",
        "{\"detail\": {\"n\": [{\"numeric\": [\">\", 1, \"<=\", 5]}]}} | true",
        "{\"detail\": {\"n\": [{\"numeric\": [\"=\", 6]}]}} | false",
        "{\"detail\": {\"currentState\": [{\"numeric\": [\"=\", 6]}]}} | false",
        "{\"detail\": {\"from\": [{\"cidr\": \"10.0.0.0/16\"}]}} | true",
        "{\"detail\": {\"from\": [{\"cidr\": \"10.1.0.0/16\"}]}} | false",
        "{\"detail\": {\"path\": [{\"suffix\": {\"equals-ignore-case\": \".CSV\"}}]}} | true",
        "{\"detail\": {\"path\": [{\"anything-but\": {\"wildcard\": \"raw/*/b.*\"}}]}} | false",
        "{\"detail\": {\"path\": [{\"anything-but\": {\"equals-ignore-case\": \"RAW/A/B.CSV\"}}]}}"
            + " | false",
        "{\"detail\": {\"n\": [{\"numeric\": [\"<\", 0]}, {\"numeric\": [\">=\", 5]}]}} | true",
        "{\"$or\": [{\"source\": [\"x\"]}, {\"source\": [\"y\"]}]} | false",
        "{\"resources\": [\"b\"]} | true",
        "{\"resources\": [\"c\"]} | false",
        "{\"detail\": {\"parts\": {\"k\": [2]}}} | true",
        "{\"detail\": {\"parts\": {\"k\": [3]}}} | false",
        "{\"$or\": [{\"source\": [\"x\"]}, {\"detail\": {\"n\": [5]}}]} | true"
      })
  void matchesAsEventBridgeAndSnsDo(String pattern, boolean matches)
      throws JsonProcessingException {
    assertThat(new JsonPattern(pattern).matches(new JsonMapper().readTree(EVENT)))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"source\": \"aws.athena\"}",
        "{\"source\": []}",
        "{\"source\": [{\"like\": \"x\"}]}",
        "{\"n\": [{\"numeric\": [\">\"]}]}",
        "{\"n\": [{\"numeric\": [\"!\", 1]}]}",
        "{\"source\": [{\"prefix\": 1}]}",
        "{\"source\": [{\"cidr\": \"10.0.0.0/99\"}]}",
        "{\"source\": [{\"prefix\": \"x\", \"suffix\": \"y\"}]}",
        "not json"
      })
  void refusesAPatternThatIsWrong(String pattern) {
    assertThatThrownBy(() -> new JsonPattern(pattern)).isInstanceOf(IllegalArgumentException.class);
  }
}
