package dev.sluice.core.pipeline.source;

/** Others put records into the stream: nothing is asked, and nothing is sent. */
public record ExternalSource() implements Source {}
