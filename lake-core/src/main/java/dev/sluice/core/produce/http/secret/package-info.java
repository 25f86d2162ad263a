/**
 * Secrets of requests: where they are kept, and how they stay out of all that is shown or stored.
 */
package dev.sluice.core.produce.http.secret;
