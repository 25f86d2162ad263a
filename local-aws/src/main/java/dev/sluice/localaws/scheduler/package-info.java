/** EventBridge Scheduler: its expressions, schedules and API. */
package dev.sluice.localaws.scheduler;
