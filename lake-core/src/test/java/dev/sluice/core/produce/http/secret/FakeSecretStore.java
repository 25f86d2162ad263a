package dev.sluice.core.produce.http.secret;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Secrets in memory, which are read once, until they are forgotten. */
public final class FakeSecretStore implements SecretStore {
  /** The texts by name. */
  public final Map<String, String> kept = new HashMap<>();

  public final List<String> forgotten = new ArrayList<>();
  private final Map<String, SecretValue> known = new HashMap<>();

  @Override
  public SecretValue value(String name) throws IOException {
    if (!known.containsKey(name)) {
      known.put(name, read(name));
    }
    return known.get(name);
  }

  private SecretValue read(String name) throws IOException {
    String text = kept.get(name);
    if (text == null) {
      throw new IOException("The secret '" + name + "' can't be read: it is missing");
    }
    if (text.isBlank()) {
      throw new IOException("The secret '" + name + "' is empty");
    }
    return new SecretValue(name, text);
  }

  @Override
  public void forget(String name) {
    known.remove(name);
    forgotten.add(name);
  }
}
