/** Files that land in the bucket: which are taken, whether they can be read, where they go. */
package dev.sluice.core.landing;
