package dev.sluice.localaws.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources that a function is made of: its module's, and of the core and what functions share
 * what those name, directly or not. Read as text, since the local lake imports no function.
 */
final class FunctionSources {
  private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*\\b");
  private static final Pattern NOT_CODE =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"(?:[^\"\\\\\n]|\\\\.)*\"|\\bimport [^;]*;");
  private static final Pattern CLIENT =
      Pattern.compile("import software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.(\\w+Client);");

  private final Map<String, String> codes;

  private FunctionSources(Map<String, String> codes) {
    this.codes = codes;
  }

  /** The sources of a module and of what it reaches. */
  static FunctionSources of(Path root, Path module) throws IOException {
    Map<String, String> all = new HashMap<>(read(root.resolve("lake-core")));
    all.putAll(read(root.resolve("lake-aws")));
    if (Files.readString(module.resolve("pom.xml")).contains("<artifactId>lake-iceberg<")) {
      all.putAll(read(root.resolve("lake-iceberg")));
    }
    Map<String, String> own = read(module);
    all.putAll(own);
    Map<String, String> reached = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(own.keySet());
    while (!open.isEmpty()) {
      String type = open.pop();
      if (reached.containsKey(type)) {
        continue;
      }
      reached.put(type, all.get(type));
      TYPE.matcher(code(all.get(type)))
          .results()
          .map(found -> found.group())
          .filter(all::containsKey)
          .forEach(open::push);
    }
    return new FunctionSources(reached);
  }

  private static Map<String, String> read(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      Map<String, String> codes = new HashMap<>();
      for (Path source : sources) {
        codes.put(source.getFileName().toString().replace(".java", ""), Files.readString(source));
      }
      return codes;
    }
  }

  private static String code(String source) {
    return NOT_CODE.matcher(source).replaceAll(" ");
  }

  /** The services whose clients are named, like {@code s3}. */
  Set<String> services() {
    return codes.values().stream()
        .flatMap(source -> CLIENT.matcher(source).results())
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The calls of SDK clients, like {@code s3.putObject}, by the type that makes them. */
  Map<String, Set<String>> sdkCalls() {
    Map<String, Set<String>> calls = new TreeMap<>();
    codes.forEach(
        (type, source) -> {
          Matcher client = CLIENT.matcher(source);
          while (client.find()) {
            String service = client.group(1);
            callsOf(client.group(2), code(source)).stream()
                .filter(method -> !Set.of("close", "builder").contains(method))
                .forEach(
                    method ->
                        calls
                            .computeIfAbsent(type, key -> new TreeSet<>())
                            .add(service + "." + method));
          }
        });
    return calls;
  }

  /** Whether an object of a type is made anywhere in them. */
  boolean make(String type) {
    return codes.values().stream().anyMatch(source -> code(source).contains("new " + type + "("));
  }

  /**
   * The methods of a type that are called on fields, variables, parameters and components of it.
   */
  Set<String> callsOf(String type) {
    Set<String> methods = new TreeSet<>();
    Set<String> components = new TreeSet<>();
    for (String source : codes.values()) {
      methods.addAll(callsOf(type, code(source)));
      names(type, code(source)).forEach(name -> components.add(name + "\\(\\)"));
    }
    codes.values().forEach(source -> methods.addAll(callsOn(components, code(source))));
    return methods;
  }

  private static Set<String> callsOf(String type, String code) {
    return callsOn(names(type, code), code);
  }

  private static Set<String> names(String type, String code) {
    return Pattern.compile("\\b" + type + ">?\\s+(\\w+)\\b")
        .matcher(code)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> callsOn(Set<String> names, String code) {
    Set<String> methods = new TreeSet<>();
    for (String name : names) {
      Pattern.compile(
              "\\b" + name + "(?:\\s*\\.\\s*get\\(\\))?\\s*(?:\\.|::)\\s*(?!get\\(\\))(\\w+)")
          .matcher(code)
          .results()
          .forEach(found -> methods.add(found.group(1)));
    }
    return methods;
  }
}
