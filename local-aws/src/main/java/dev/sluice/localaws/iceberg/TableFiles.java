package dev.sluice.localaws.iceberg;

import dev.sluice.localaws.store.LakeFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** The lake's objects, for the catalog to write and delete too: metadata, which is small. */
final class TableFiles extends LakeFileIO {
  private static final long serialVersionUID = 1;

  private final transient LakeFiles lake;

  TableFiles(LakeFiles lake) {
    super(lake);
    this.lake = lake;
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new Output(path);
  }

  @Override
  public void deleteFile(String path) {
    try {
      lake.delete(place(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Output implements OutputFile {
    private final String path;

    Output(String path) {
      this.path = path;
    }

    @Override
    public PositionOutputStream create() {
      if (find(path).isPresent()) {
        throw new AlreadyExistsException("%s exists already", path);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return new Whole(path);
    }

    @Override
    public String location() {
      return path;
    }

    @Override
    public InputFile toInputFile() {
      return newInputFile(path);
    }
  }

  /** Stored whole when it is closed. */
  private final class Whole extends PositionOutputStream {
    private final String path;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean closed;

    Whole(String path) {
      this.path = path;
    }

    @Override
    public long getPos() {
      return content.size();
    }

    @Override
    public void write(int value) {
      content.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      content.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        lake.put(place(path), content.toByteArray());
      } catch (NoSuchFileException e) {
        throw new BadRequestException(
            e, "%s can't be written: %s", path, "its bucket does not exist in the lake");
      }
    }
  }
}
