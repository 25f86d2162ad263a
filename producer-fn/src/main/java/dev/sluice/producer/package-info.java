/** Source to stream: one scheduled invocation, or a process that keeps its own time. */
package dev.sluice.producer;
