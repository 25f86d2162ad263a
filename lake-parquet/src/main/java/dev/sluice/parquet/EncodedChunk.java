package dev.sluice.parquet;

import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;

/**
 * A column whose values are encoded by a dictionary as long as that is smaller: not from the first
 * page on if it isn't there, and no longer once the dictionary is large.
 */
abstract class EncodedChunk extends ColumnChunk {
  private static final int MOST_DICTIONARY_BYTES = 1 << 20;

  private final DictionaryIds ids = new DictionaryIds();
  private final PageBytes plain = new PageBytes();
  private boolean hasDictionary;

  /** How many of the dictionary's values the pages need that were written. */
  private int used;

  /**
   * Begins one.
   *
   * @param hasDictionary whether one is tried
   */
  EncodedChunk(ColumnDescriptor column, PageWriter pages, boolean hasDictionary) {
    super(column, pages);
    this.hasDictionary = hasDictionary;
  }

  final boolean hasDictionary() {
    return hasDictionary;
  }

  /** Where values go that are not in the dictionary. */
  final PageBytes plain() {
    return plain;
  }

  /**
   * Adds a value that has that place in the dictionary.
   *
   * @return false: it has none, and there is no dictionary any more
   */
  final boolean addsId(int id) {
    if (id == Probes.NO_PLACE) {
      fallBack();
      return false;
    }
    ids.add(id);
    if (dictionaryBytes() > MOST_DICTIONARY_BYTES) {
      fallBack();
    }
    return true;
  }

  private void fallBack() {
    for (int i = 0; i < ids.count(); i++) {
      addPlain(ids.get(i), plain);
    }
    ids.clear();
    hasDictionary = false;
  }

  /** As they are, also with a dictionary: it may be given up in the middle of a page. */
  @Override
  final long pageBytes() {
    return plainBytes();
  }

  @Override
  final Page page() throws IOException {
    if (hasDictionary) {
      BytesInput encoded = ids.encode(dictionaryCount());
      if (used > 0 || encoded.size() + dictionaryBytes() < plainBytes()) {
        used = dictionaryCount();
        return new Page(encoded, Encoding.PLAIN_DICTIONARY, textBytes());
      }
      fallBack();
    }
    return new Page(plain.toInput(), Encoding.PLAIN, textBytes());
  }

  @Override
  void beginPage() {
    ids.clear();
    plain.clear();
  }

  @Override
  final Optional<DictionaryPage> dictionary() {
    if (used == 0) {
      return Optional.empty();
    }
    PageBytes values = new PageBytes();
    for (int id = 0; id < used; id++) {
      addPlain(id, values);
    }
    return Optional.of(new DictionaryPage(values.toInput(), used, Encoding.PLAIN_DICTIONARY));
  }

  /** How many different values came, until there was no dictionary any more. */
  abstract int dictionaryCount();

  /** How many bytes they take. */
  abstract int dictionaryBytes();

  /** Puts a value of the dictionary there as it is. */
  abstract void addPlain(int id, PageBytes into);

  /** How many bytes the page's values take as they are. */
  abstract long plainBytes();

  /** How long the page's texts are together. */
  abstract long textBytes();
}
