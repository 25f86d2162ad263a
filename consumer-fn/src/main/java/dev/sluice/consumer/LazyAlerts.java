package dev.sluice.consumer;

import dev.sluice.core.alert.StreamAlerts;

/** The alerts of a pipeline's stream, made when records come: not every pipeline has a stream. */
@FunctionalInterface
public interface LazyAlerts {
  StreamAlerts get();
}
