package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTextTest {
  @Test
  void oneIsNotMany() {
    assertThat(CountText.of(1, "test")).isEqualTo("1 test");
    assertThat(CountText.of(0, "trusted table")).isEqualTo("0 trusted tables");
    assertThat(CountText.of(2, "query")).isEqualTo("2 queries");
  }
}
