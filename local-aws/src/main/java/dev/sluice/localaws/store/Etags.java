package dev.sluice.localaws.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * ETags of files, kept in the extended attribute in which S3Proxy keeps them. A stamp beside it
 * (size and time of the last change) tells whether the file is still what the ETag was made of: a
 * file that was put into the folder, or edited there, by hand gets an ETag when it is first read.
 */
public final class Etags {
  private static final String ETAG = "user.content-md5";
  private static final String STAMP = "user.sluice-stamp";
  private static final int MD5_BYTES = 16;

  private Etags() {}

  public static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }

  /**
   * Sets a file's ETag. The file must not change any more.
   *
   * @param etag an MD5's 16 bytes, or another ETag as text
   */
  public static void set(Path file, byte[] etag) throws IOException {
    attributes(file).write(ETAG, ByteBuffer.wrap(etag));
    stamp(file);
  }

  /** Notes that the ETag which the file has is that of its content. */
  public static void stamp(Path file) throws IOException {
    write(attributes(file), stampNow(file));
  }

  /**
   * The ETag of a file as it was when its attributes were read; empty: it had none of that content,
   * or has changed since.
   */
  public static Optional<String> current(Path file, BasicFileAttributes then) throws IOException {
    UserDefinedFileAttributeView attributes = attributes(file);
    try {
      List<String> names = attributes.list();
      if (!names.contains(ETAG) || !names.contains(STAMP)) {
        return Optional.empty();
      }
      byte[] etag = bytes(attributes, ETAG);
      // Read after the ETag: if it is still that of the attributes, so was the ETag.
      boolean isOfThen =
          stamp(then.size(), then.lastModifiedTime()).equals(read(attributes, STAMP));
      return isOfThen ? Optional.of(text(etag)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static String text(byte[] etag) {
    return etag.length == MD5_BYTES
        ? '"' + HexFormat.of().formatHex(etag) + '"'
        : new String(etag, StandardCharsets.US_ASCII);
  }

  /** Whether the file, or folder, has one, be it of its present content or not. */
  public static boolean has(Path file) throws IOException {
    try {
      return attributes(file).list().contains(ETAG);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean isCurrent(Path file) throws IOException {
    UserDefinedFileAttributeView attributes = attributes(file);
    List<String> names = attributes.list();
    return names.contains(ETAG)
        && names.contains(STAMP)
        && stampNow(file).equals(read(attributes, STAMP));
  }

  /** Gives the file an ETag, unless it has that of its present content. */
  public static void ensure(Path file) throws IOException {
    List<String> names = attributes(file).list();
    if (names.contains(ETAG) && !names.contains(STAMP)) {
      stamp(file); // stored by a lake that kept no stamps
    } else if (!isCurrent(file)) {
      String before = stampNow(file);
      attributes(file).write(ETAG, ByteBuffer.wrap(digest(file)));
      write(attributes(file), before);
    }
  }

  private static byte[] digest(Path file) throws IOException {
    MessageDigest md5 = md5();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), md5)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return md5.digest();
  }

  private static String stampNow(Path file) throws IOException {
    return stamp(Files.size(file), Files.getLastModifiedTime(file));
  }

  private static String stamp(long size, FileTime modified) {
    return size + " " + modified.toInstant();
  }

  private static void write(UserDefinedFileAttributeView attributes, String stamp)
      throws IOException {
    attributes.write(STAMP, StandardCharsets.US_ASCII.encode(stamp));
  }

  private static String read(UserDefinedFileAttributeView attributes, String name)
      throws IOException {
    return new String(bytes(attributes, name), StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(UserDefinedFileAttributeView attributes, String name)
      throws IOException {
    ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
    attributes.read(name, value);
    return Arrays.copyOf(value.array(), value.position());
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
