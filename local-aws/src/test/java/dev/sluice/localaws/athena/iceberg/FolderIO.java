package dev.sluice.localaws.athena.iceberg;

import java.io.File;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/** {@code s3://BUCKET/KEY} as {@code FOLDER/BUCKET/KEY}, for writers that are none of ours. */
public final class FolderIO implements FileIO {
  public static final String FOLDER = "folder";
  private static final long serialVersionUID = 1;

  private String folder;

  @Override
  public void initialize(Map<String, String> properties) {
    folder = properties.get(FOLDER);
  }

  private File file(String path) {
    return new File(folder, path.substring("s3://".length()));
  }

  @Override
  public InputFile newInputFile(String path) {
    InputFile file = Files.localInput(file(path));
    return new InputFile() {
      @Override
      public long getLength() {
        return file.getLength();
      }

      @Override
      public SeekableInputStream newStream() {
        return file.newStream();
      }

      @Override
      public String location() {
        return path;
      }

      @Override
      public boolean exists() {
        return file.exists();
      }
    };
  }

  @Override
  public OutputFile newOutputFile(String path) {
    File target = file(path);
    // By itself Iceberg fails if another task has made the folder just then.
    target.getParentFile().mkdirs();
    OutputFile file = Files.localOutput(target);
    return new OutputFile() {
      @Override
      public PositionOutputStream create() {
        return file.create();
      }

      @Override
      public PositionOutputStream createOrOverwrite() {
        return file.createOrOverwrite();
      }

      @Override
      public String location() {
        return path;
      }

      @Override
      public InputFile toInputFile() {
        return newInputFile(path);
      }
    };
  }

  @Override
  public void deleteFile(String path) {
    file(path).delete();
  }
}
