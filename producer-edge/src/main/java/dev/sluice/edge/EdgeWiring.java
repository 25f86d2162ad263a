package dev.sluice.edge;

import dev.sluice.aws.AwsMaskSecret;
import dev.sluice.aws.FunctionStart;
import dev.sluice.aws.produce.Feeds;
import dev.sluice.aws.produce.KinesisRecordStream;
import dev.sluice.aws.produce.ProducerClients;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.SideObjects;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.RecordStream;
import dev.sluice.core.produce.http.HttpPorts;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the edge process is made of. */
class EdgeWiring {
  private static final Logger LOG = Logger.getLogger(EdgeWiring.class);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  FunctionStart start(EdgeConfig config, S3Client s3) {
    return FunctionStart.of(
        new FunctionStart.Settings(
            "edge", config, Map.of("SLUICE_STREAM", config.stream()), System.getenv()),
        s3,
        LOG::info,
        LOG::error);
  }

  @Produces
  @Singleton
  KinesisClient kinesis() {
    return ProducerClients.kinesis();
  }

  void close(@Disposes KinesisClient kinesis) {
    kinesis.close();
  }

  @Produces
  @Singleton
  Inputs inputs() {
    return new Inputs(LOG::warn);
  }

  @Produces
  @Singleton
  Buffer buffer(FunctionStart start, EdgeConfig config) {
    Buffer.Settings settings =
        new Buffer.Settings(config.edgeDir(), (long) config.edgeMib() << 20, host(config));
    return start.build(() -> Buffer.open(settings, start.store(), LOG::warn));
  }

  @Produces
  @Singleton
  Sender sender(FunctionStart start, EdgeConfig config, KinesisClient kinesis, Buffer buffer) {
    RecordStream stream =
        new PatientStream(new KinesisRecordStream(kinesis, config.stream()), LOG::info, LOG::warn);
    HttpPorts ports = ProducerClients.http(Optional.empty(), clock(), LOG::warn);
    Delivery delivery =
        new Delivery(
            stream, DeliveryLimits.kinesis(config.recordBytes()), ports.sleeper(), ports.random());
    FeedKeys keys = new FeedKeys(start.pipeline().name(), Feed.ONLY);
    return new Sender(
        buffer.spool(), delivery, new SideObjects(buffer.store(), keys), clock(), LOG::warn);
  }

  @Produces
  @Singleton
  Feeds feeds(FunctionStart start, EdgeConfig config, Buffer buffer, Inputs inputs) {
    Optional<RecordMasks> masks =
        start.build(() -> RecordMasks.of(start.pipeline(), new AwsMaskSecret()));
    HttpPorts ports = ProducerClients.http(Optional.empty(), clock(), LOG::warn);
    Delivery toDisk =
        new Delivery(
            new SpoolStream(buffer.spool()),
            DeliveryLimits.kinesis(config.recordBytes()),
            ports.sleeper(),
            ports.random());
    return new Feeds(start.pipeline(), toDisk, buffer.store(), ports, masks, inputs, host(config));
  }

  private static String host(EdgeConfig config) {
    return config.host().orElseGet(EdgeWiring::ownName);
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      LOG.warn("This machine has no name; set SLUICE_HOST to one. Until then it is 'localhost'");
      return "localhost";
    }
  }

  void close(@Disposes Buffer buffer) throws IOException {
    buffer.close();
  }

  void close(@Disposes Inputs inputs) throws IOException {
    inputs.close();
  }
}
