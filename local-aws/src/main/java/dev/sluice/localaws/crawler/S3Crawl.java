package dev.sluice.localaws.crawler;

import dev.sluice.localaws.crawler.CrawlerTargets.S3Target;
import dev.sluice.localaws.crawler.infer.Contents;
import dev.sluice.localaws.crawler.infer.Folder;
import dev.sluice.localaws.crawler.infer.FoundTable;
import dev.sluice.localaws.crawler.infer.Likeness;
import dev.sluice.localaws.crawler.infer.TableGroups;
import dev.sluice.localaws.crawler.sample.ObjectSampler;
import dev.sluice.localaws.crawler.sample.Sample;
import dev.sluice.localaws.crawler.sample.UnknownFormatException;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at a folder of a bucket: each object's sample, and the tables that the folders make.
 *
 * <p>Objects whose names begin with an underscore or a dot are passed over, as Athena does.
 */
final class S3Crawl {
  private final LakeFiles files;
  private final CrawlerConfiguration configuration;
  private final CrawlLog log;

  S3Crawl(LakeFiles files, CrawlerConfiguration configuration, CrawlLog log) {
    this.files = files;
    this.configuration = configuration;
    this.log = log;
  }

  List<FoundTable> tables(S3Target target) throws IOException, CancelledCrawlException {
    Likeness likeness = new Likeness(configuration.combinesSchemas());
    Folder root = root(target.folder());
    Exclusions exclusions = Exclusions.of(target.exclusions());
    Map<Folder, Integer> looked = new HashMap<>();
    for (LakeFile object : files.list(target.folder().bucket(), target.folder().key())) {
      log.stopIfCancelled();
      String below = object.key().substring(root.key().length());
      if (object.hidden() || object.size() == 0 || exclusions.exclude(below)) {
        continue;
      }
      Folder folder = root.of(object.key());
      int before = looked.merge(folder, 1, Integer::sum) - 1;
      if (target.sampleSize() == 0 || before < target.sampleSize()) {
        look(object, folder, likeness);
      }
    }
    return new TableGroups(likeness, configuration.tableLevel(), log::line).of(root);
  }

  private static Folder root(S3Location place) {
    String key = place.key();
    if (key.isEmpty()) {
      return new Folder(place.bucket(), "");
    }
    String[] names = key.substring(0, key.length() - 1).split("/", -1);
    return new Folder(names[names.length - 1], key);
  }

  /** An object that can't be read, or is gone by now, costs a line in the log. */
  private void look(LakeFile object, Folder folder, Likeness likeness) {
    try {
      Sample sample = ObjectSampler.sample(object.path());
      sample.warning().ifPresent(text -> log.line(object.key() + ": " + text));
      folder.add(Contents.of(sample, object.size()), likeness);
    } catch (UnknownFormatException | IOException e) {
      log.line("%s is left out: %s".formatted(object.key(), e.getMessage()));
    }
  }
}
