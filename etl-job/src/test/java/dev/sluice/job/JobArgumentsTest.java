package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  private static JobArguments parse(String arguments) {
    return JobArguments.parse(arguments.split(" ", -1));
  }

  @Test
  void takesWhatGlueHandsOver() {
    JobArguments asked =
        parse(
            "--JOB_NAME lake-transform --enable-metrics --job-language scala --bucket lake"
                + " --pipeline windfarm --definition state/w/d.zip --run r-1 --attempt 2 --time"
                + " 2026-06-01T00:00:00Z --settings A=1,B=-2 --raw-kept-days 30 --rebuild"
                + " 2026-05-01T00:00:00Z/2026-05-02T00:00:00Z --overwrite-foreign true"
                + " --enable-job-insights");
    assertThat(asked.bucket()).isEqualTo("lake");
    assertThat(asked.pipeline()).isEqualTo("windfarm");
    assertThat(asked.definition()).isEqualTo("state/w/d.zip");
    assertThat(asked.settings()).isEqualTo("A=1,B=-2");
    assertThat(asked.policy().run()).isEqualTo("r-1");
    assertThat(asked.policy().time()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
    assertThat(asked.policy().rawKept()).contains(Duration.ofDays(30));
    assertThat(asked.policy().rebuild().orElseThrow().overwritesForeign()).isTrue();
    assertThat(asked.policy().rebuild().orElseThrow().period().to())
        .isEqualTo(Instant.parse("2026-05-02T00:00:00Z"));
  }

  @Test
  void saysAllThatIsMissing() {
    assertThatThrownBy(() -> parse("--bucket lake --JOB_NAME x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lacks --pipeline, --definition, --run, --time");
  }

  @Test
  void saysWhatATimeLooksLike() {
    assertThatThrownBy(
            () -> parse("--bucket b --pipeline p --definition d --run r --time yesterday"))
        .hasMessageContaining("2026-06-01T00:00:00Z");
  }
}
