package dev.sluice.local;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the compiler's parser sees in the main sources of all modules. */
final class MainSources extends TreeScanner<Void, String> {
  static final Path ROOT = Path.of(System.getProperty("sluice.root"));

  /** A piece of a source; {@code where} is its file. */
  record Found(String where, String text) {}

  final List<Found> texts = new ArrayList<>();
  final List<Found> publicTypes = new ArrayList<>();
  final Map<Found, Long> recordComponents = new LinkedHashMap<>();

  private MainSources() {}

  static MainSources read() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    MainSources sources = new MainSources();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths()));
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().toUri());
        sources.scan(unit, ROOT.relativize(file).toString());
      }
    }
    return sources;
  }

  /** The files of all modules, but not those that stand in for another project's classes. */
  static List<Path> paths() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().matches(".*/src/main/java/dev/.*\\.java"))
          .sorted()
          .toList();
    }
  }

  @Override
  public Void visitClass(ClassTree type, String file) {
    String name = type.getSimpleName().toString();
    if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
      publicTypes.add(new Found(file, name));
    }
    if (type.getKind() == Tree.Kind.RECORD) {
      recordComponents.merge(new Found(file, name), components(type), Math::max);
    }
    return super.visitClass(type, file);
  }

  private static long components(ClassTree record) {
    return record.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(member -> ((VariableTree) member).getModifiers().getFlags())
        .filter(flags -> !flags.contains(Modifier.STATIC))
        .count();
  }

  @Override
  public Void visitLiteral(LiteralTree literal, String file) {
    if (literal.getKind() == Tree.Kind.STRING_LITERAL) {
      texts.add(new Found(file, (String) literal.getValue()));
    }
    return super.visitLiteral(literal, file);
  }
}
