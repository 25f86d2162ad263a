/** What an object's first megabyte says of its format and columns. */
package dev.sluice.localaws.crawler.sample;
