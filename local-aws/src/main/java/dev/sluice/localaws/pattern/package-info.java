/** Patterns over JSON, as EventBridge and SNS match them. */
package dev.sluice.localaws.pattern;
