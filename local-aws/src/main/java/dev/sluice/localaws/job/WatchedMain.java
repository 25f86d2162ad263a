package dev.sluice.localaws.job;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * Runs a main class, but not longer than the lake lives, whose process holds the other end of this
 * one's input: even of a lake that was killed no job is left behind.
 */
final class WatchedMain {
  private WatchedMain() {}

  /** The class's name, then its arguments. */
  public static void main(String[] arguments) throws Throwable {
    Thread watch = new Thread(WatchedMain::haltWithTheLake, "lake-watch");
    watch.setDaemon(true);
    watch.start();
    String[] own = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) own);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void haltWithTheLake() {
    int read;
    do {
      read = next();
    } while (read >= 0);
    Runtime.getRuntime().halt(1);
  }

  private static int next() {
    try {
      return System.in.read();
    } catch (IOException e) {
      return -1; // the pipe is broken, as its other end is gone
    }
  }
}
