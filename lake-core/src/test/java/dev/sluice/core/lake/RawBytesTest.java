package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawBytesTest {
  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(String content) throws IOException {
    return gzip(content.getBytes(UTF_8));
  }

  private static byte[] read(byte[] bytes) throws IOException {
    return RawBytes.open(new ByteArrayInputStream(bytes)).readAllBytes();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void readsGzipOfSeveralMembersAndWhatIsNotPacked() throws IOException {
    byte[] large = new byte[300_000];
    new Random(1).nextBytes(large);

    assertThat(read(join(gzip("a"), gzip(""), gzip(large), gzip("b"))))
        .isEqualTo(join("a".getBytes(UTF_8), large, "b".getBytes(UTF_8)));
    assertThat(read(gzip(""))).isEmpty();
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read("a,b".getBytes(UTF_8))).isEqualTo("a,b".getBytes(UTF_8));
    assertThat(read(join(gzip("a"), new byte[1_000]))).isEqualTo(new byte[] {'a'});
  }

  /** With a name, a comment, extra bytes and a checksum of the header. */
  @Test
  void readsAHeaderWithAllThatMayBeInIt() throws IOException {
    byte[] plain = gzip("abc");
    byte[] header = {
      0x1F, (byte) 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 'n', 0, 'c', 0, 1, 2
    };

    assertThat(read(join(header, Arrays.copyOfRange(plain, 10, plain.length))))
        .isEqualTo("abc".getBytes(UTF_8));
  }

  @Test
  void bytesBehindGzipAreNotLeftOutWithoutAWord() throws IOException {
    byte[] further = gzip("b");
    assertThatThrownBy(() -> read(join(gzip("a"), "x".getBytes(UTF_8))))
        .isInstanceOf(ZipException.class)
        .hasMessage("bytes that are not gzip follow it");
    assertThatThrownBy(() -> read(join(gzip("a"), new byte[9], "x".getBytes(UTF_8))))
        .isInstanceOf(ZipException.class);
    for (int length = 1; length < further.length; length++) {
      byte[] cut = join(gzip("a"), Arrays.copyOf(further, length));
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void noCutOrChangeOfGzipGoesUnnoticed() throws IOException {
    byte[] good = gzip("a text that is long enough, long enough to be packed");
    for (int at = 2; at < good.length; at++) {
      byte[] cut = Arrays.copyOf(good, at);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
      byte[] changed = good.clone();
      changed[at] ^= 0x15;
      boolean isOnlyTold = at >= 4 && at < 10;
      if (!isOnlyTold) {
        assertThatThrownBy(() -> read(changed)).isInstanceOf(IOException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, it is a zip archive: unpack it",
    "[Content_Types].xml, it is an Excel or another Office file: save it as CSV",
    "docProps/app.xml, it is an Excel or another Office file: save it as CSV",
  })
  void namesZipArchivesAndExcelFiles(String entry, String reason) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }
    assertThatThrownBy(() -> read(bytes.toByteArray()))
        .isInstanceOf(ForeignBytesException.class)
        .hasMessage(reason);
    assertThatThrownBy(() -> read(gzip(bytes.toByteArray()))).hasMessage(reason);
  }

  @Test
  void namesWhatIsPackedOtherwise() throws IOException {
    assertThatThrownBy(() -> read("(\u00B5/\u00FD$".getBytes(ISO_8859_1)))
        .hasMessage("it is packed with zstd: unpack it, or pack it with gzip");
    assertThatThrownBy(() -> read("BZh91AY&SY1".getBytes(ISO_8859_1)))
        .hasMessageContaining("bzip2");
    assertThatThrownBy(() -> read(gzip(gzip("a"))))
        .hasMessage("it is packed with gzip twice: unpack it once");
    assertThat(read("BZh9,PK,ORC\n".getBytes(UTF_8))).hasSize(12);
  }
}
