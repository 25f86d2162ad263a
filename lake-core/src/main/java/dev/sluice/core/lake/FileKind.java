package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of files that are known by their first bytes, and are no text. */
enum FileKind {
  /** Told of what was unpacked once. */
  GZIP("\u001F\u008B", "", "packed with gzip twice: unpack it once"),
  EXCEL(
      "PK\3\4",
      "[Content_Types].xml|docProps/|_rels/.rels|xl/",
      "an Excel or another Office file: save it as CSV"),
  OPEN_DOCUMENT("PK\3\4", "mimetypeapplication/vnd.oasis", "an OpenDocument file: save it as CSV"),
  ZIP("PK\3\4", "", "a zip archive: unpack it"),
  EMPTY_ZIP("PK\5\6", "", "an empty zip archive"),
  OLD_OFFICE("\u00D0\u00CF\u0011\u00E0", "", "an old Excel or another Office file: save it as CSV"),
  ZSTD("\u0028\u00B5\u002F\u00FD", "", "packed with zstd: unpack it, or pack it with gzip"),
  BZIP2("BZh", "1AY&SY", "packed with bzip2: unpack it, or pack it with gzip"),
  XZ("\u00FD7zXZ\0", "", "packed with xz: unpack it, or pack it with gzip"),
  LZ4("\u0004\"M\u0018", "", "packed with lz4: unpack it, or pack it with gzip"),
  SNAPPY("\u00FF\6\0\0sNaPpY", "", "packed with snappy: unpack it, or pack it with gzip"),
  SEVEN_ZIP("7z\u00BC\u00AF\u0027\u001C", "", "a 7z archive: unpack it"),
  RAR("Rar!\u001A\u0007", "", "a RAR archive: unpack it"),
  PARQUET("PAR1\u0015", "", "a Parquet file"),
  ORC("ORC", "\0", "an ORC file"),
  AVRO("Obj\1", "", "an Avro file"),
  PDF("%PDF-", "", "a PDF");

  /** So many bytes tell all of them. */
  static final int LONGEST = 80;

  private final String magic;
  private final String further;
  private final String told;

  /**
   * @param magic the first bytes
   * @param further what is found somewhere up to {@link #LONGEST}; bars between alternatives
   * @param told what it is, and what to do
   */
  FileKind(String magic, String further, String told) {
    this.magic = magic;
    this.further = further;
    this.told = told;
  }

  /** Of which kind a file is that begins so. */
  static Optional<FileKind> of(byte[] bytes) {
    String start = new String(bytes, ISO_8859_1);
    return Arrays.stream(values())
        .filter(kind -> start.startsWith(kind.magic))
        .filter(kind -> Arrays.stream(kind.further.split("[|]")).anyMatch(start::contains))
        .findFirst();
  }

  String told() {
    return told;
  }
}
