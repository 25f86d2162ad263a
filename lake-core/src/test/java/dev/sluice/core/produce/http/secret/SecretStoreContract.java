package dev.sluice.core.produce.http.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SecretStore} does, for secrets and for parameters. */
public abstract class SecretStoreContract {
  private static final String SECRET = "sluice/weather";
  private static final String PARAMETER = "ssm:/far/key";

  /** The store under test; it has read nothing yet. */
  protected abstract SecretStore store();

  /** Writes a secret as its owner would, for {@code ssm:NAME} a parameter. */
  protected abstract void keep(String name, String text) throws IOException;

  @ParameterizedTest
  @ValueSource(strings = {SECRET, PARAMETER})
  void givesTheTextWithoutSpaceAroundIt(String name) throws IOException {
    keep(name, " k-0123456789 ü\n");
    assertThat(store().value(name).open()).isEqualTo("k-0123456789 ü");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, PARAMETER})
  void remembersATextUntilItIsForgotten(String name) throws IOException {
    keep(name, "k-old");
    assertThat(store().value(name).open()).isEqualTo("k-old");
    keep(name, "k-new");
    assertThat(store().value(name).open()).isEqualTo("k-old");
    store().forget(name);
    assertThat(store().value(name).open()).isEqualTo("k-new");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, PARAMETER})
  void namesOneThatIsMissingAndFindsItOnceItIsThere(String name) throws IOException {
    assertThatThrownBy(() -> store().value(name))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("The secret '" + name + "' can't be read");
    keep(name, "k-0123456789");
    assertThat(store().value(name).open()).isEqualTo("k-0123456789");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, PARAMETER})
  void refusesAnEmptyOne(String name) throws IOException {
    keep(name, " \n");
    assertThatThrownBy(() -> store().value(name))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("The secret '" + name + "' is empty");
  }

  @Test
  void keepsSecretsApartAndForgetsOnlyThatOne() throws IOException {
    keep(SECRET, "k-secret");
    keep(PARAMETER, "k-parameter");
    store().value(SECRET);
    store().value(PARAMETER);
    keep(PARAMETER, "k-new");
    store().forget(SECRET);
    store().forget("never-read");
    assertThat(store().value(SECRET).open()).isEqualTo("k-secret");
    assertThat(store().value(PARAMETER).open()).isEqualTo("k-parameter");
  }

  @Test
  void showsTheNameInPlaceOfTheText() throws IOException {
    keep(SECRET, "k-0123456789");
    assertThat(store().value(SECRET)).hasToString("secret 'sluice/weather'");
  }
}
