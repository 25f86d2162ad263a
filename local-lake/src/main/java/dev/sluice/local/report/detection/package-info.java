/** Alerts beside the labels of the simulator. */
package dev.sluice.local.report.detection;
