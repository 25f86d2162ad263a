package dev.sluice.local.cli.text;

import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.report.StreamBalance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a report shows, in words. */
record VerdictText(PipelineReport report, boolean hasStream) {
  /** How the counts add up, or that they don't. */
  String equation() {
    StreamBalance stream = report.stream();
    String arrived =
        !hasStream
            ? "stored"
            : stream.copies() == report.counts().duplicates()
                ? "stored - duplicates"
                : "stored - %,d copies".formatted(stream.copies());
    return "produced%s = %s + rejected + failed, stored - duplicates%s%s - dropped%s = trusted"
        .formatted(
            stream.repeats() > 0 ? " - repeats" : "",
            arrived,
            report.tables().versions().replaced() > 0 ? " - replaced" : "",
            report.tables().versions().deleted() > 0 ? " - deleted" : "",
            report.tables().quarantined() > 0 ? " - quarantined" : "");
  }

  /** One sentence. */
  String sentence() {
    return switch (report.verdict()) {
      case COMPLETE ->
          report.counts().produced() == 0
              ? "complete, but the source gave nothing."
              : "complete: every record that the source gave is in a table, %swas dropped by a rule, or is a reported duplicate."
                      .formatted(superseded())
                  + unplayed();
      case UNDELIVERED ->
          "undelivered (exit code 4): %s; everything else is accounted for.%s"
              .formatted(String.join(", ", undelivered()), unplayed());
      case UNEXPLAINED ->
          "unexplained (exit code 1): %s.".formatted(String.join("; ", unexplained()));
    };
  }

  /** A replay gives its rows one after the other, and the rest of them it did not give. */
  private String unplayed() {
    return report.undelivered().unplayed().stream()
        .map(
            left ->
                " Of %s %s not played."
                    .formatted(
                        left.file(),
                        left.rows() == 1 ? "1 row was" : "%,d rows were".formatted(left.rows())))
        .collect(Collectors.joining());
  }

  private String superseded() {
    RowCounts.Versions versions = report.tables().versions();
    return versions.equals(RowCounts.Versions.NONE)
        ? ""
        : versions.deleted() == 0
            ? "was replaced by a later version, "
            : "was replaced by a later version, is a deletion, ";
  }

  private List<String> undelivered() {
    List<String> parts = new ArrayList<>();
    add(
        parts,
        report.undelivered().requests(),
        "1 request brought nothing",
        "%,d requests brought nothing");
    add(
        parts,
        report.counts().failed(),
        "1 record never reached the stream",
        "%,d records never reached the stream");
    add(parts, report.counts().rejected(), "1 record was rejected", "%,d records were rejected");
    return parts;
  }

  private List<String> unexplained() {
    StreamBalance stream = report.stream();
    List<String> parts = new ArrayList<>();
    add(
        parts,
        stream.lost(),
        "1 record that the source gave is nowhere",
        "%,d records that the source gave are nowhere");
    add(
        parts,
        stream.surplus(),
        "1 record is there that the source did not give",
        "%,d records are there that the source did not give");
    add(
        parts,
        stream.unsure(),
        "1 record may be lost: the source repeats ids, and deliveries were repeated too",
        "%,d records may be lost: the source repeats ids, and deliveries were repeated too");
    addTables(parts);
    report.queries().entrySet().stream()
        .filter(query -> !query.getValue().succeeded())
        .forEach(query -> parts.add("query " + query.getKey() + ": " + query.getValue().state()));
    return parts;
  }

  private void addTables(List<String> parts) {
    add(
        parts,
        Math.max(0, report.tableBalance()),
        "1 record of raw/ is in no table, and no rule dropped it",
        "%,d records of raw/ are in no table, and no rule dropped them");
    add(
        parts,
        Math.max(0, -report.tableBalance()),
        "tables have 1 row more than raw/ has records",
        "tables have %,d rows more than raw/ has records");
    add(
        parts,
        report.idsTwice(),
        "1 row has an id that another row of its table has, in another partition",
        "%,d rows have an id that another row of their table has, in another partition");
  }

  private static void add(List<String> parts, long count, String one, String many) {
    if (count > 0) {
      parts.add(count == 1 ? one : many.formatted(count));
    }
  }
}
