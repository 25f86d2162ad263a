package dev.sluice.localaws.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.DeleteBehavior;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;

class CrawlTest extends CrawlersOverTheWire {
  private static final String INHERIT =
      "{\"Version\": 1.0, \"CrawlerOutput\": {\"Partitions\": {\"AddOrUpdateBehavior\":"
          + " \"InheritFromTable\"}}}";

  @Test
  void makesATableOfAFolderWithItsPartitions() throws Exception {
    put("raw/windfarm/year=2026/month=06/day=01/a.json", "{\"id\": 1, \"eventTime\": \"t\"}\n");
    put("raw/windfarm/year=2026/month=06/day=02/b.json", "{\"id\": 2, \"eventTime\": \"t\"}\n");

    crawl(crawler("s3://lake/raw/windfarm/").tablePrefix("raw_"));

    Table table = table("raw_windfarm");
    assertThat(columns("raw_windfarm")).isEqualTo(Map.of("id", "int", "eventtime", "string"));
    assertThat(types(table.partitionKeys()))
        .isEqualTo(Map.of("year", "string", "month", "string", "day", "string"));
    assertThat(table.parameters())
        .containsEntry("classification", "json")
        .containsEntry("compressionType", "none")
        .containsEntry("typeOfData", "file")
        .containsEntry("UPDATED_BY_CRAWLER", "raw")
        .containsEntry("objectCount", "2")
        .containsEntry("recordCount", "2");
    assertThat(table.storageDescriptor().location()).isEqualTo("s3://lake/raw/windfarm/");
    assertThat(table.storageDescriptor().serdeInfo().serializationLibrary())
        .isEqualTo("org.openx.data.jsonserde.JsonSerDe");
    assertThat(table.storageDescriptor().serdeInfo().parameters())
        .containsEntry("paths", "eventTime,id");
    assertThat(partitions("raw_windfarm"))
        .extracting(Partition::values)
        .containsExactly(List.of("2026", "06", "01"), List.of("2026", "06", "02"));
  }

  @Test
  void namesPartitionsOfPlainFoldersByTheirPlace() throws Exception {
    put("raw/TMDB-1/2026/06/a.json", "{\"id\": 1}");
    put("raw/TMDB-1/2026/07/b.json", "{\"id\": 1}");

    crawl(crawler("s3://lake/raw/TMDB-1"));

    assertThat(tables()).containsExactly("tmdb_1");
    assertThat(keys("tmdb_1")).containsExactly("partition_0", "partition_1");
    assertThat(partitions("tmdb_1").get(1).values()).containsExactly("2026", "07");
  }

  @Test
  void makesSeveralTablesOfFoldersThatAreUnlike() throws Exception {
    put("raw/year=2017/a.json", "{\"A\": 1, \"B\": 2}");
    put("raw/year=2018/b.json", "{\"C\": 3, \"D\": 4}");
    put("raw/other/c.csv", "x,y\n1,2\n3,4\n");

    crawl(crawler("s3://lake/raw/"));

    assertThat(tables()).containsExactly("other", "year_2017", "year_2018");
  }

  @Test
  void combinesSchemasIfItIsToldTo() throws Exception {
    put("raw/year=2017/a.json", "{\"A\": 1, \"B\": 2}");
    put("raw/year=2018/b.json", "{\"C\": 3, \"D\": 4}");

    crawl(
        crawler("s3://lake/raw/")
            .configuration(
                "{\"Version\": 1.0, \"Grouping\": {\"TableGroupingPolicy\":"
                    + " \"CombineCompatibleSchemas\"}}"));

    assertThat(columns("raw")).containsOnlyKeys("a", "b", "c", "d");
    assertThat(keys("raw")).containsExactly("year");
  }

  @Test
  void makesTablesOfTheLevelThatItIsTold() throws Exception {
    put("raw/one/x/a.json", "{\"id\": 1}");
    put("raw/two/y/b.json", "{\"id\": 1}");

    crawl(
        crawler("s3://lake/raw/")
            .configuration("{\"Version\": 1.0, \"Grouping\": {\"TableLevelConfiguration\": 3}}"));

    assertThat(tables()).containsExactly("one", "two");
    assertThat(keys("one")).containsExactly("partition_0");
  }

  @Test
  void widensATypeOverPartitionsAndKeepsTheirOwn() throws Exception {
    put("raw/day=1/a.json", "{\"n\": 1}");
    put("raw/day=2/b.json", "{\"n\": 1.5}");

    crawl(crawler("s3://lake/raw/"));

    assertThat(columns("raw")).containsEntry("n", "double");
    assertThat(partitions("raw"))
        .extracting(p -> p.storageDescriptor().columns().get(0).type())
        .containsExactly("int", "double");
  }

  @Test
  void givesPartitionsTheTablesColumnsIfTheyInherit() throws Exception {
    put("raw/day=1/a.json", "{\"n\": 1}");
    put("raw/day=2/b.json", "{\"n\": 1.5}");

    crawl(crawler("s3://lake/raw/").configuration(INHERIT));

    assertThat(partitions("raw"))
        .extracting(p -> p.storageDescriptor().columns().get(0).type())
        .containsExactly("double", "double");
  }

  @Test
  void addsNewColumnsAndPartitionsLater() throws Exception {
    put("raw/day=1/a.json", "{\"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1}");
    crawl(crawler("s3://lake/raw/"));
    put("raw/day=2/b.json", "{\"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1, \"e\": \"new\"}");
    crawlAgain();

    assertThat(columns("raw")).containsEntry("e", "string").hasSize(5);
    assertThat(partitions("raw")).hasSize(2);
    assertThat(table("raw").versionId()).isEqualTo("1");
    crawlAgain();
    assertThat(table("raw").versionId()).isEqualTo("1");
  }

  @Test
  void countsAnewWhereColumnsStayTheSame() throws Exception {
    put("raw/day=1/a.json", "{\"a\": 1}");
    crawl(crawler("s3://lake/raw/"));
    put("raw/day=2/b.json", "{\"a\": 1}{\"a\": 2}");
    crawlAgain();

    assertThat(table("raw").parameters()).containsEntry("recordCount", "3");
    assertThat(glue.listCrawls(r -> r.crawlerName("raw")).crawls().get(0).summary())
        .contains("\"TABLE\":{\"CREATED\":0,\"UPDATED\":0");
  }

  @Test
  void leavesTheTableAsItIsIfChangesAreOnlyLogged() throws Exception {
    put("raw/day=1/a.json", "{\"a\": 1, \"b\": 1, \"c\": 1}");
    crawl(
        crawler("s3://lake/raw/")
            .schemaChangePolicy(
                p -> p.updateBehavior(UpdateBehavior.LOG).deleteBehavior(DeleteBehavior.LOG)));
    put("raw/day=2/b.json", "{\"a\": 1, \"b\": 1, \"c\": 1, \"e\": 1}");
    bucket.list("lake", "raw/day=1/").forEach(object -> object.path().toFile().delete());
    crawlAgain();

    assertThat(columns("raw")).hasSize(3);
    assertThat(partitions("raw")).hasSize(2);
  }

  @Test
  void deletesWhatIsGoneIfItIsToldTo() throws Exception {
    put("raw/day=1/a.json", "{\"a\": 1}");
    put("raw/day=2/b.json", "{\"a\": 1}");
    crawl(
        crawler("s3://lake/raw/")
            .schemaChangePolicy(p -> p.deleteBehavior(DeleteBehavior.DELETE_FROM_DATABASE)));
    bucket.list("lake", "raw/day=1/").forEach(object -> object.path().toFile().delete());
    crawlAgain();
    assertThat(partitions("raw")).hasSize(1);

    bucket.list("lake", "raw/").forEach(object -> object.path().toFile().delete());
    crawlAgain();
    assertThat(tables()).isEmpty();
  }

  @Test
  void deprecatesWhatIsGoneByItself() throws Exception {
    put("raw/day=1/a.json", "{\"a\": 1}");
    crawl(crawler("s3://lake/raw/"));
    bucket.list("lake", "raw/").forEach(object -> object.path().toFile().delete());
    crawlAgain();

    assertThat(table("raw").parameters())
        .containsEntry("DEPRECATED_BY_CRAWLER", Long.toString(NOW.toEpochMilli()));
  }

  @Test
  void passesOverExcludedHiddenAndUnreadableObjects() throws Exception {
    put("raw/a.json", "{\"a\": 1}");
    put("raw/deep/b.tmp", "{\"b\": 1}");
    put("raw/_SUCCESS", "x,y\n1,2\n");
    put("raw/broken", "{\"c\": ");
    S3Target target = S3Target.builder().path("s3://lake/raw/").exclusions("**.tmp").build();

    crawl(crawler("s3://lake/raw/").targets(t -> t.s3Targets(target)));

    assertThat(tables()).containsExactly("raw");
    assertThat(columns("raw")).containsOnlyKeys("a");
    assertThat(directory.resolve("logs/raw.log")).content().contains("raw/broken is left out");
  }
}
