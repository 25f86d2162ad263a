package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountsTextTest {
  @Test
  void oneIsNotMany() {
    assertThat(CountsText.of(1, "test")).isEqualTo("1 test");
    assertThat(CountsText.of(0, "trusted table")).isEqualTo("0 trusted tables");
    assertThat(CountsText.of(2, "query")).isEqualTo("2 queries");
  }
}
