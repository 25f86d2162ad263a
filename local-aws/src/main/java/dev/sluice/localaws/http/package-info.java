/** The one port of all services: wire protocols, errors, and who handles a request. */
package dev.sluice.localaws.http;
