package dev.sluice.local.cli.command;

/** Whether this process is ending by a signal, so that what fails now fails for that reason. */
public final class Shutdown {
  private Shutdown() {}

  public static boolean isUnderWay() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
