package dev.sluice.localaws.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * ETags of files, kept in the extended attribute in which S3Proxy keeps them. A stamp beside it
 * (size and time of the last change) tells whether the file is still what the ETag was made of: a
 * file that was put into the folder, or edited there, by hand gets an ETag when it is first read.
 */
public final class Etags {
  private static final String ETAG = "user.content-md5";
  private static final String STAMP = "user.sluice-stamp";

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
   * Whether the file has that size and time, and the ETag that belongs to them.
   *
   * @param millis the time of the last change
   */
  public static boolean isCurrent(Path file, long size, long millis) throws IOException {
    return Files.exists(file)
        && Files.size(file) == size
        && Files.getLastModifiedTime(file).toMillis() == millis
        && isCurrent(file);
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
    return Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant();
  }

  private static void write(UserDefinedFileAttributeView attributes, String stamp)
      throws IOException {
    attributes.write(STAMP, StandardCharsets.US_ASCII.encode(stamp));
  }

  private static String read(UserDefinedFileAttributeView attributes, String name)
      throws IOException {
    ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
    attributes.read(name, value);
    return StandardCharsets.US_ASCII.decode(value.flip()).toString();
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }
}
