package dev.sluice.core.produce.http.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private final Redaction redaction = new Redaction();

  @BeforeEach
  void learn() {
    redaction.learn(new SecretValue("far/key", "a/b+\"c\"&é-key"));
  }

  @Test
  void takesOutEveryFormOfASecret() {
    for (String form :
        new String[] {
          "a/b+\"c\"&é-key",
          "a%2Fb%2B%22c%22%26%C3%A9-key",
          "a%2fb%2b%22c%22%26%c3%a9-key",
          "a/b+\\\"c\\\"&é-key",
          "a\\/b+\\\"c\\\"&\\u00e9-key",
          "a/b+&quot;c&quot;&amp;é-key"
        }) {
      assertThat(redaction.of("key=" + form + "; ")).isEqualTo("key=(secret); ");
    }
  }

  @Test
  void takesItOutOfBase64WhateverStandsAroundIt() {
    for (String user : new String[] {"", "u", "us", "use"}) {
      String basic =
          Base64.getEncoder().encodeToString((user + "a/b+\"c\"&é-key" + user).getBytes(UTF_8));

      assertThat(redaction.of(basic)).contains("(secret)").hasSizeLessThan(20);
    }
  }

  @Test
  void leavesBytesWithoutASecretAsTheyAre() {
    byte[] latin = {'{', (byte) 0xe9, '}'};

    assertThat(redaction.of(latin)).isSameAs(latin);
  }

  @Test
  void leavesAFailureWithoutASecretAsItIs() {
    RuntimeException clean = new IllegalStateException("disk full");

    assertThat(redaction.of(clean)).isSameAs(clean);
    assertThat(redaction.of(new IllegalStateException("a/b+\"c\"&é-key", clean)))
        .hasMessage("IllegalStateException: (secret)")
        .hasNoCause();
  }
}
