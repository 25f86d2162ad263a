/** Which folders are tables, and which are their partitions. */
package dev.sluice.localaws.crawler.infer;
