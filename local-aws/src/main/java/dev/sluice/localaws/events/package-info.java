/** EventBridge: the default bus, its rules and their patterns. */
package dev.sluice.localaws.events;
