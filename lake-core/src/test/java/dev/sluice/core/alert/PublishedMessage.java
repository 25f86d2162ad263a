package dev.sluice.core.alert;

import java.util.Map;

/** A message as its subscribers get it. */
public record PublishedMessage(String subject, String body, Map<String, String> attributes) {}
