package dev.sluice.local.tests;

import java.util.List;

/**
 * How a test ended.
 *
 * @param pipeline whose test
 * @param name of the test
 * @param seconds that it took
 * @param differences from what is expected; none: it passed
 */
public record TestOutcome(String pipeline, String name, double seconds, List<String> differences) {
  public TestOutcome {
    differences = List.copyOf(differences);
  }

  public boolean isGood() {
    return differences.isEmpty();
  }
}
