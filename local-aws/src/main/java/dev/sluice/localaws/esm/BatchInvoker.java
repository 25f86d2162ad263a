package dev.sluice.localaws.esm;

import dev.sluice.localaws.lambda.InvocationResult;

/** Invokes a function and waits for its answer. */
@FunctionalInterface
public interface BatchInvoker {
  /** Gives the function an event. */
  InvocationResult invoke(String function, byte[] event);
}
