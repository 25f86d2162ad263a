package dev.sluice.localaws.s3;

/**
 * An object that was just stored.
 *
 * @param etag without quotes
 * @param reason the operation that stored it, as S3 names it in its events
 */
public record CreatedObject(String bucket, String key, long size, String etag, String reason) {}
