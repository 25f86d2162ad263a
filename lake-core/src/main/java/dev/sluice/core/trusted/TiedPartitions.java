package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Partitions that a run makes again only because others are made of which rows lie in the same
 * files: somebody else, mostly an optimizer of files, put them there. Their rows can't be told
 * apart, so such partitions are made together.
 */
public final class TiedPartitions {
  private final PartitionSurvey survey;
  private final RewritePolicy policy;
  private final Set<String> tied = new HashSet<>();

  /** None yet. */
  public TiedPartitions(PartitionSurvey survey, RewritePolicy policy) {
    this.survey = survey;
    this.policy = policy;
  }

  /**
   * Adds those of a table. Costs nothing where nobody else has touched files.
   *
   * @param partitions of the table
   * @throws IOException if the table can't be looked at
   */
  public void addAll(TrustedTable table, List<TrustedPartition> partitions) throws IOException {
    List<Set<String>> ties = survey.keeper(table).ties(table, policy);
    if (!ties.isEmpty()) {
      add(partitions, ties);
    }
  }

  private void add(List<TrustedPartition> partitions, List<Set<String>> ties) throws IOException {
    Set<String> made = new HashSet<>();
    for (TrustedPartition partition : partitions) {
      if (survey.keeper(partition.table()).isStaged(partition)
          || policy.judge(partition, survey.manifest(partition))
              instanceof RewritePolicy.Verdict.Stale) {
        made.add(partition.path());
      }
    }
    Set<String> together = new HashSet<>(made);
    List<Set<String>> open = new ArrayList<>(ties);
    while (open.removeIf(tie -> isMet(tie, together))) {
      continue;
    }
    together.removeAll(made);
    for (TrustedPartition partition : partitions) {
      if (together.contains(partition.path())) {
        tied.add(partition.trustedKey());
      }
    }
  }

  /** Whoever is tied to one that is made is made, too. */
  private static boolean isMet(Set<String> tie, Set<String> together) {
    boolean isMet = tie.stream().anyMatch(together::contains);
    if (isMet) {
      together.addAll(tie);
    }
    return isMet;
  }

  /** What holds for a partition. */
  public RewritePolicy policy(TrustedPartition partition) {
    return tied.contains(partition.trustedKey()) ? policy.rebuilding(partition) : policy;
  }
}
