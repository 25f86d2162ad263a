package dev.sluice.localaws.iceberg;

import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SeekableInputStream;

/** The local lake's objects, for Iceberg to read its metadata from. */
public class LakeFileIO implements FileIO {
  private static final long serialVersionUID = 1;

  private final transient LakeFiles lake;

  public LakeFileIO(LakeFiles lake) {
    this.lake = lake;
  }

  /** The object of an Iceberg path. */
  public Optional<LakeFile> find(String path) {
    try {
      return lake.find(place(path));
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(e, "%s: the local lake has objects of S3 only", path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a path, which Hadoop's writers begin with {@code s3a}. */
  static S3Location place(String path) {
    return S3Location.parse(path.replaceFirst("^s3[an]://", "s3://"));
  }

  @Override
  public InputFile newInputFile(String path) {
    return new Input(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    throw new UnsupportedOperationException("Queries write no Iceberg metadata: " + path);
  }

  @Override
  public void deleteFile(String path) {
    throw new UnsupportedOperationException("Queries delete no Iceberg files: " + path);
  }

  private final class Input implements InputFile {
    private final String path;

    Input(String path) {
      this.path = path;
    }

    private LakeFile file() {
      return find(path).orElseThrow(() -> new NotFoundException("%s does not exist", path));
    }

    @Override
    public long getLength() {
      return file().size();
    }

    @Override
    public SeekableInputStream newStream() {
      try {
        return new Bytes(Files.readAllBytes(file().path()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String location() {
      return path;
    }

    @Override
    public boolean exists() {
      return find(path).isPresent();
    }
  }

  /** The whole object: metadata is small. */
  private static final class Bytes extends SeekableInputStream {
    private final byte[] content;
    private int at;

    Bytes(byte[] content) {
      this.content = content;
    }

    @Override
    public long getPos() {
      return at;
    }

    @Override
    public void seek(long position) {
      at = Math.toIntExact(position);
    }

    @Override
    public int read() {
      return at < content.length ? content[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at >= content.length) {
        return -1;
      }
      int count = Math.min(length, content.length - at);
      System.arraycopy(content, at, into, offset, count);
      at += count;
      return count;
    }
  }
}
