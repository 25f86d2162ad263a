package dev.sluice.core.produce.http.secret;

class FakeSecretStoreTest extends SecretStoreContract {
  private final FakeSecretStore store = new FakeSecretStore();

  @Override
  protected SecretStore store() {
    return store;
  }

  @Override
  protected void keep(String name, String text) {
    store.kept.put(name, text);
  }
}
