package dev.sluice.localaws.sns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Deliveries as readable files: {@code email/0001-SUBJECT.eml} and {@code sms/0001.txt}, numbered
 * on from what is there. Thread-safe.
 */
final class Outbox {
  private static final int MAX_SLUG = 60;
  private static final String NO_SUBJECT = "AWS Notification Message";

  private final Path directory;
  private int emails;
  private int texts;

  Outbox(Path directory) {
    this.directory = directory;
    this.emails = count(directory.resolve("email"));
    this.texts = count(directory.resolve("sms"));
  }

  synchronized Path email(String to, Message message) {
    String subject = message.subject().isEmpty() ? NO_SUBJECT : message.subject();
    String name = "%04d-%s.eml".formatted(++emails, slug(subject));
    String text =
        """
        To: %s
        Subject: %s
        Date: %s
        Content-Type: text/plain; charset=UTF-8

        %s
        """
            .formatted(to, subject, date(message), message.text());
    return write(directory.resolve("email").resolve(name), text);
  }

  synchronized Path sms(String to, Message message) {
    String text =
        """
        To: %s
        Date: %s

        %s
        """
            .formatted(to, date(message), message.text());
    return write(directory.resolve("sms").resolve("%04d.txt".formatted(++texts)), text);
  }

  private static String date(Message message) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        message.published().atOffset(ZoneOffset.UTC));
  }

  private static String slug(String subject) {
    String slug = subject.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return slug.substring(0, Math.min(slug.length(), MAX_SLUG)).replaceAll("^-|-$", "");
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not deliver to " + file, e);
    }
  }

  private static int count(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the outbox " + folder, e);
    }
  }
}
