/** What a feed remembers of its answers. */
package dev.sluice.core.produce.http.memory;
