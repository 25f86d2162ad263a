package dev.sluice.core.produce;

/**
 * A request of a tick that brought nothing.
 *
 * @param request which one it was, without its secret
 * @param reason why
 */
public record MissedRequest(String request, String reason) {}
