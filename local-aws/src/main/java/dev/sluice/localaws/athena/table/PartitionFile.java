package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.store.LakeFiles.LakeFile;
import java.util.List;

/**
 * A file of a table.
 *
 * @param values of the partition keys, in their order
 */
public record PartitionFile(LakeFile file, List<String> values) {}
