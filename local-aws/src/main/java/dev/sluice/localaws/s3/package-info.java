/** S3 on a directory, by S3Proxy. */
package dev.sluice.localaws.s3;
