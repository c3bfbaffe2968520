package lib.messages;

//SOURCES ExportInfo.java
//SOURCES MessageJson.java
//SOURCES QueueException.java
//SOURCES QueueMessage.java
//SOURCES ../config/HostPort.java
//SOURCES ../config/RabbitSettings.java
//SOURCES ../json/Json.java
//SOURCES ../text/Message.java
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Date;
import lib.config.HostPort;
import lib.config.RabbitSettings;
import lib.json.Json;
import lib.text.Message;

/**
 * Writes messages to a file, one after the other, in constant memory. The file has its name only
 * when it is complete and on the disk; until then it is {@code .NAME.PID.part} beside it.
 */
public final class ExportWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path file;
  private final Path part;
  private final MessageJson format;
  private final FileChannel channel;
  private final OutputStream stream;
  private final JsonGenerator json;
  private final long countPosition;
  private final int countWidth;
  private long count;
  private boolean complete;

  /**
   * Begins a file.
   *
   * @param most how many messages there can be
   * @throws QueueException if it cannot be written
   */
  public ExportWriter(
      Path file, RabbitSettings broker, String queue, long most, MessageJson format) {
    this.file = file;
    this.format = format;
    Path folder = file.toAbsolutePath().getParent();
    this.part =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    this.countWidth = Long.toString(most).length();
    try {
      this.channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
      this.json = Json.prettyGenerator(stream);
      // Every message would flush it, a system call each.
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      this.countPosition = head(broker, queue);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Returns where the number of messages goes, which is known only at the end. */
  private long head(RabbitSettings broker, String queue) throws IOException {
    Instant now = Instant.now();
    HostPort address = broker.addresses().get(0);
    json.writeStartObject();
    json.writeObjectFieldStart("export_info");
    json.writeStringField("queue_name", queue);
    json.writeNumberField("timestamp", now.toEpochMilli());
    json.writeStringField("timestamp_human", format.human(Date.from(now)));
    json.writeFieldName("total_messages");
    json.writeRawValue(" ".repeat(countWidth));
    json.flush();
    stream.flush();
    long end = channel.position();
    json.writeStringField("rabbitmq_host", address.host());
    json.writeNumberField("rabbitmq_port", address.port());
    json.writeStringField("virtual_host", broker.virtualHost());
    json.writeNumberField("format_version", ExportInfo.CURRENT);
    json.writeEndObject();
    json.writeArrayFieldStart("messages");
    return end - countWidth;
  }

  /**
   * Adds a message.
   *
   * @throws QueueException if the file cannot be written
   */
  public void add(QueueMessage message) {
    try {
      json.writePOJO(format.of(++count, message));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** How many were added. */
  public long count() {
    return count;
  }

  /**
   * Completes the file, forces it to the disk and gives it its name.
   *
   * @return its size in bytes
   * @throws QueueException if that fails; nothing has the file's name then but what had it before
   */
  public long complete() {
    try {
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      json.close();
      stream.close();
      long size;
      try (RandomAccessFile written = new RandomAccessFile(part.toFile(), "rw")) {
        written.seek(countPosition);
        String number = ("%" + countWidth + "d").formatted(count);
        written.write(number.getBytes(StandardCharsets.US_ASCII));
        written.getFD().sync();
        size = written.length();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder();
      complete = true;
      return size;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The new name has to be on the disk, too, before anything is removed from the queue. */
  private void forceFolder() throws IOException {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private QueueException failure(IOException cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new QueueException(
        QueueException.Kind.FILE,
        Message.of("reader.file_unwritable", file, cause.getClass().getSimpleName(), reason),
        cause);
  }

  /** Removes what is not complete. */
  @Override
  public void close() {
    if (!complete) {
      try {
        channel.close();
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }
}
