package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.http.AwsException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTargetsTest {
  private static final String FUNCTION = "arn:aws:lambda:eu-central-1:000000000000:function:";

  private final FunctionTargets targets = new FunctionTargets(Set.of("Etl", "Batch"));

  @Test
  void findsAFunctionWithOrWithoutAVersion() {
    assertThat(targets.function(FUNCTION + "Etl")).isEqualTo("Etl");
    assertThat(targets.function(FUNCTION + "Batch:live")).isEqualTo("Batch");
    assertThat(targets.function(FUNCTION + "Batch:$LATEST")).isEqualTo("Batch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:kinesis:eu-central-1:000000000000:stream/t",
        "arn:aws:sns:eu-central-1:000000000000:t",
        "arn:aws:sqs:eu-central-1:000000000000:q",
        "arn:aws:scheduler:::aws-sdk:lambda:invoke",
        "arn:aws:lambda:eu-central-1:000000000000:function:Other",
        "arn:aws:lambda:us-east-1:000000000000:function:Etl",
        "arn:aws:lambda:eu-central-1:111111111111:function:Etl"
      })
  void refusesWhatNothingCanBeDeliveredTo(String arn) {
    assertThatThrownBy(() -> targets.function(arn))
        .isInstanceOfSatisfying(
            AwsException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessageContaining(arn)
        .hasMessageContaining(": " + FUNCTION + "Batch, " + FUNCTION + "Etl.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "", "arn:aws:lambda"})
  void refusesWhatIsNotAnArn(String arn) {
    assertThatThrownBy(() -> targets.function(arn))
        .isInstanceOf(AwsException.class)
        .hasMessage("Parameter " + arn + " is not valid. Reason: it is not an ARN.");
  }
}
