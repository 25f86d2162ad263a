package dev.sluice.local.cli;

/** A command that is refused because what it was asked for can't work; nothing was touched. */
final class UsageFailure extends CommandFailure {
  private static final long serialVersionUID = 1;

  UsageFailure(String message) {
    super(message);
  }
}
