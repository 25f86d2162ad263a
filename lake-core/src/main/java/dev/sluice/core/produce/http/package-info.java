/**
 * HTTP APIs as a source: what is asked at a tick, within a quota, and what becomes of the answers.
 *
 * <p>{@link dev.sluice.core.produce.http.HttpTickSource} is the source; the network and the secrets
 * are ports.
 */
package dev.sluice.core.produce.http;
