/** Glue's crawlers: they really look at what is in the buckets. */
package dev.sluice.localaws.crawler;
