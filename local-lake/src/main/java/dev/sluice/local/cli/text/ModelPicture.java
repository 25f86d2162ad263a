package dev.sluice.local.cli.text;

import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.Feed;
import java.util.List;

/** A pipeline's definition as two diagrams: what is made from what, and the tables' columns. */
public final class ModelPicture {
  private final Pipeline pipeline;
  private final StringBuilder text = new StringBuilder();

  public ModelPicture(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  public String markdown() {
    line("# The data model of " + pipeline.name());
    line("");
    line("Made from the pipeline's definition by `./sluice model " + pipeline.name() + "`.");
    line("");
    line("## What is made from what");
    line("");
    line("```mermaid");
    line("flowchart LR");
    nodes();
    edges();
    line("```");
    line("");
    line("## Columns");
    line("");
    line("Types of refined columns follow from their SQL. PK marks what tells duplicates.");
    line("");
    line("```mermaid");
    line("erDiagram");
    pipeline.catalogTables().forEach(this::columns);
    pipeline.refined().forEach(this::columns);
    line("```");
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void nodes() {
    for (Feed feed : pipeline.feeds()) {
      line("  feed_%s([%s])".formatted(id(feed.name()), quoted(kind(feed))));
    }
    for (Input input : pipeline.inputs()) {
      line(
          "  raw_%s[/%s/]"
              .formatted(
                  id(input.name()), quoted(input.name() + "<br/>" + input.layout().prefix())));
    }
    for (TrustedTable table : pipeline.catalogTables()) {
      String place = pipeline.location(table).prefix();
      line("  t_%s[(%s)]".formatted(table.name(), quoted(table.name() + "<br/>" + place)));
    }
    for (RefinedTable table : pipeline.refined()) {
      String folder = new LakeLayout(pipeline.name()).refined(table.name());
      String place = folder.substring(0, folder.length() - 1);
      line("  t_%s[(%s)]".formatted(table.name(), quoted(table.name() + "<br/>" + place)));
    }
    for (NamedQuery query : pipeline.queries()) {
      line("  q_%s{{%s}}".formatted(id(query.name()), quoted(query.name())));
    }
  }

  private static String kind(Feed feed) {
    String kind = feed.source().getClass().getSimpleName().replaceFirst("Source$", "");
    return feed.name().equals(Feed.ONLY) ? lower(kind) : feed.name() + ": " + lower(kind);
  }

  private static String lower(String word) {
    return word.toLowerCase(java.util.Locale.ROOT);
  }

  /** Feeds that go to the stream are drawn; where others land, their definition says. */
  private void edges() {
    if (pipeline.stream().isPresent()) {
      for (Feed feed : pipeline.feeds()) {
        line("  feed_%s --> raw_%s".formatted(id(feed.name()), id(Input.STREAM)));
      }
    }
    for (TrustedTable table : pipeline.catalogTables()) {
      line("  raw_%s --> t_%s".formatted(id(table.input()), table.name()));
    }
    for (RefinedTable table : pipeline.refined()) {
      table.reads().forEach(read -> line("  t_%s --> t_%s".formatted(read, table.name())));
    }
    for (NamedQuery query : pipeline.queries()) {
      SqlText.of(query.sql())
          .tables()
          .forEach(read -> line("  t_%s --> q_%s".formatted(read, id(query.name()))));
    }
  }

  private void columns(TrustedTable table) {
    line("  " + table.name() + " {");
    for (TrustedTable.Column column : table.columns()) {
      if (column.stored()) {
        boolean isKey =
            !table.rows().dedupe().isContent()
                && table.rows().dedupe().by().contains(column.name());
        String key = isKey ? " PK" : "";
        String comment = column.comment().isEmpty() ? "" : " " + quoted(column.comment());
        line("    " + column.type().glueType() + " " + column.name() + key + comment);
      }
    }
    for (PartitionField field : table.partition()) {
      line("    int " + field.columnName() + " " + quoted("partition"));
    }
    line("  }");
  }

  private void columns(RefinedTable table) {
    line("  " + table.name() + " {");
    List<String> columns = table.columns();
    columns.forEach(column -> line("    sql " + column));
    line("  }");
    for (String read : table.reads()) {
      line("  %s ||..o{ %s : makes".formatted(read, table.name()));
    }
  }

  private static String id(String name) {
    return name.replace('-', '_');
  }

  private static String quoted(String label) {
    return '"' + label.replace("\"", "#quot;") + '"';
  }
}
