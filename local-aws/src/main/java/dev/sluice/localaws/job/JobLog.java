package dev.sluice.localaws.job;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run's process wrote.
 *
 * @param file of the lake's logs
 */
record JobLog(Path file) {
  private static final int TAIL_BYTES = 64 << 10;
  private static final int LAST_LINES = 5;
  private static final int LONGEST = 2_000;
  private static final Pattern EXCEPTION =
      Pattern.compile("(?:Exception in thread \"[^\"]*\" )?((?:\\w+\\.)+\\w+)(?:: (.*))?");
  private static final Pattern COMPILER = Pattern.compile(".*: error: .*");

  /**
   * Why the process failed: the exception that its main program ended with, or what the compiler
   * says of the script, or else the last lines.
   */
  String reason(int exitCode) throws IOException {
    List<String> lines = tail().lines().toList();
    for (int i = lines.size() - 2; i >= 0; i--) {
      Matcher exception = EXCEPTION.matcher(lines.get(i));
      if (lines.get(i + 1).startsWith("\tat ") && exception.matches()) {
        return shortened(
            "Exception in User Class: %s : %s"
                .formatted(
                    exception.group(1), exception.group(2) == null ? "" : exception.group(2)));
      }
    }
    return lines.stream()
        .filter(line -> COMPILER.matcher(line).matches())
        .findFirst()
        .map(error -> shortened("Compilation failed: " + error))
        .orElseGet(() -> shortened(lastLines(lines, exitCode)));
  }

  private static String lastLines(List<String> lines, int exitCode) {
    String last =
        String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    return "Command failed with exit code " + exitCode + (last.isEmpty() ? "" : ": " + last);
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private String tail() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(0, log.length() - TAIL_BYTES));
      byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, log.length())];
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
