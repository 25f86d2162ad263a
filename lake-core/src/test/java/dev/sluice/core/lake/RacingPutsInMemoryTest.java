package dev.sluice.core.lake;

class RacingPutsInMemoryTest extends RacingPutsContract {
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Override
  protected ObjectStore store() {
    return store;
  }
}
