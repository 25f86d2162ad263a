package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.iceberg.LakeFileIO;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.io.CloseableIterable;

/** A data file that is to be read, and the files that delete rows of it. */
record PlannedFile(DataFile data, LakeFile object, Map<DeleteFile, LakeFile> deletes) {

  static List<PlannedFile> of(TableScan scan, LakeFileIO io) throws QueryFailedException {
    List<PlannedFile> planned = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      for (FileScanTask task : tasks) {
        Map<DeleteFile, LakeFile> deletes = new LinkedHashMap<>();
        for (DeleteFile delete : task.deletes()) {
          deletes.put(delete, object(delete, io));
        }
        planned.add(new PlannedFile(task.file(), object(task.file(), io), deletes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return planned;
  }

  private static LakeFile object(ContentFile<?> file, LakeFileIO io) throws QueryFailedException {
    if (file.format() != FileFormat.PARQUET) {
      throw IcebergErrors.notSupported(
          "The local lake reads Iceberg tables of Parquet files; %s is of the format %s"
              .formatted(file.location(), file.format()));
    }
    return io.find(file.location())
        .orElseThrow(
            () ->
                IcebergErrors.split(
                    "Error opening Iceberg split %s: the file does not exist, but the table's"
                            .formatted(file.location())
                        + " snapshot names it; whatever deleted it was not Iceberg"));
  }

  List<LakeFile> objects() {
    List<LakeFile> all = new ArrayList<>(deletes.values());
    all.add(object);
    return all;
  }

  String path() {
    return object.path().toString();
  }
}
