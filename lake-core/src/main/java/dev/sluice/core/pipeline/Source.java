package dev.sluice.core.pipeline;

/** Where a pipeline's records or files come from. */
public sealed interface Source permits TickedSource {}
