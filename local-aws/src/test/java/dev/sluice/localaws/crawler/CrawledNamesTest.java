package dev.sluice.localaws.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.S3Target;

/** Names that are there already. */
class CrawledNamesTest extends CrawlersOverTheWire {
  @Test
  void givesTheSecondOfTwoFoldersOfOneNameAHash() throws Exception {
    put("x/data/a.json", "{\"a\": 1}");
    put("y/data/b.csv", "x,y\n1,2\n3,4\n");

    crawl(
        crawler("s3://lake/x/data/")
            .targets(
                t ->
                    t.s3Targets(
                        S3Target.builder().path("s3://lake/x/data/").build(),
                        S3Target.builder().path("s3://lake/y/data/").build())));

    assertThat(tables()).hasSize(2).first().isEqualTo("data");
    assertThat(tables().get(1)).matches("data_[0-9a-f]{32}");
  }

  @Test
  void namesAKeyByItsPlaceIfAColumnHasItsName() throws Exception {
    put("raw/year=2026/month=06/a.json", "{\"id\": 1, \"year\": 2026}");

    crawl(crawler("s3://lake/raw/"));

    assertThat(keys("raw")).containsExactly("partition_0", "month");
    assertThat(partitions("raw").get(0).values()).containsExactly("2026", "06");
  }
}
