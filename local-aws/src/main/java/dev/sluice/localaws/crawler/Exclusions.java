package dev.sluice.localaws.crawler;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** Globs over keys below a target's folder: Glue's are those of Java. */
record Exclusions(List<PathMatcher> globs) {
  static Exclusions of(List<String> texts) {
    return new Exclusions(
        texts.stream()
            .map(text -> FileSystems.getDefault().getPathMatcher("glob:" + text))
            .toList());
  }

  boolean exclude(String key) {
    Path path = Path.of(key);
    return globs.stream().anyMatch(glob -> glob.matches(path));
  }
}
