package lib.systems.messages;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import lib.base.config.HostPort;
import lib.base.config.RabbitSettings;
import lib.base.files.FileProblem;
import lib.base.files.FileReplacement;
import lib.base.json.Json;
import lib.base.text.Message;

/**
 * Writes messages to a file, one after the other, in constant memory. The file has its name only
 * when it is complete and on the disk.
 */
public final class ExportWriter implements AutoCloseable {

  private final Path file;
  private final MessageJson format;
  private final FileReplacement target;
  private final JsonGenerator json;
  private final long countPosition;
  private final int countWidth;
  private long count;

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
    this.countWidth = Long.toString(most).length();
    this.target = open();
    try {
      this.json = Json.prettyGenerator(target.stream());
      // Every message would flush it, a system call each.
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      this.countPosition = head(broker, queue);
    } catch (IOException e) {
      close();
      throw failure(e);
    }
  }

  private FileReplacement open() {
    try {
      return new FileReplacement(file);
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
    long end = target.size();
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
      json.writePOJO(format.document(++count, message));
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
    return complete(FileReplacement::commit);
  }

  /**
   * The same, but never in the place of another file.
   *
   * @return its size in bytes
   * @throws QueueException if there is a file of that name by now, or it cannot be written
   */
  public long completeNew() {
    return complete(FileReplacement::commitNew);
  }

  /** How the file gets its name. */
  @FunctionalInterface
  private interface Commit {
    void of(FileReplacement file) throws IOException;
  }

  private long complete(Commit commit) {
    try {
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      json.close();
      String number = ("%" + countWidth + "d").formatted(count);
      target.overwrite(countPosition, number.getBytes(StandardCharsets.US_ASCII));
      long size = target.size();
      commit.of(target);
      return size;
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Makes sure that a file can be new.
   *
   * @throws QueueException if there is one of that name
   */
  public static void requireNew(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file, null);
    }
  }

  private static QueueException exists(Path file, IOException cause) {
    return new QueueException(
        QueueException.Kind.FILE_EXISTS, Message.of("messages.file_exists", file), cause);
  }

  private QueueException failure(IOException cause) {
    return new QueueException(
        QueueException.Kind.FILE,
        Message.of("messages.file_unwritable", file, FileProblem.of(file, cause)),
        cause);
  }

  /** Removes what is not complete. */
  @Override
  public void close() {
    try {
      target.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
