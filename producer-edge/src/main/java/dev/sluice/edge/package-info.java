/** Source to stream, as a process where the sensor is. */
package dev.sluice.edge;
