package dev.sluice.local.cli.client;

/** A command that is refused because what it was asked for can't work; nothing was touched. */
public final class UsageFailure extends CommandFailure {
  private static final long serialVersionUID = 1;

  public UsageFailure(String message) {
    super(message);
  }
}
