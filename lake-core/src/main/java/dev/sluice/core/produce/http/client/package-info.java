/** One GET request and its answer; the network is a port. */
package dev.sluice.core.produce.http.client;
