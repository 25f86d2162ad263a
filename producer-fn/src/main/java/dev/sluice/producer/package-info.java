/** Source to stream: a scheduled invocation, or a file that landed. */
package dev.sluice.producer;
