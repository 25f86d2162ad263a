package dev.sluice.localaws.sns;

import java.nio.file.Path;

/**
 * A message that reached someone.
 *
 * @param protocol {@code email}, {@code email-json} or {@code sms}
 * @param file its text in the outbox
 */
public record DeliveredMessage(Message message, String protocol, String endpoint, Path file) {}
