package dev.sluice.core.produce.simulate;

/**
 * Pseudo-random numbers of one sensor, by counter: the number of a tick depends on nothing that
 * came before. Built on the mixing function of SplitMix64 (Steele, Lea, Flood: Fast Splittable
 * Pseudorandom Number Generators, 2014). {@link StrictMath} gives the same bits on every machine.
 */
final class SensorRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long base;

  SensorRandom(long seed, String device, String metric) {
    long hash = mix(seed + GOLDEN);
    hash = absorb(hash, device);
    base = absorb(mix(hash + GOLDEN), metric);
  }

  /**
   * A number in [0, 1).
   *
   * @param stream keeps numbers for different ends apart
   */
  double uniform(int stream, long counter) {
    long bits = mix(mix(base + stream * GOLDEN) ^ (counter * GOLDEN));
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** A number of the standard normal distribution (Box-Muller). Uses two streams. */
  double gaussian(int stream, long counter) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(stream, counter)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(stream + 1, counter));
  }

  private static long absorb(long hash, String text) {
    long absorbed = hash;
    for (int i = 0; i < text.length(); i++) {
      absorbed = mix((absorbed ^ text.charAt(i)) + GOLDEN);
    }
    return absorbed;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
