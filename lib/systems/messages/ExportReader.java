package lib.systems.messages;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import lib.base.files.FileProblem;
import lib.base.json.Json;
import lib.base.text.Message;

/** Reads a file of messages, its own or the predecessor's, one message after the other. */
public final class ExportReader implements AutoCloseable {

  private final Path file;
  private final JsonParser json;
  private ExportInfo info = new ExportInfo("", -1, 0);
  private final boolean compared;
  private boolean inMessages;
  private long number;
  private boolean inMessage;

  /**
   * Opens a file.
   *
   * @param compared whether {@code body} has to be what {@code body_raw} is; takes more memory
   * @throws QueueException if it cannot be read or has no messages
   */
  public ExportReader(Path file, boolean compared) {
    this.file = file;
    this.compared = compared;
    try {
      this.json = Json.MAPPER.createParser(file.toFile());
      findMessages();
    } catch (MalformedMessage e) {
      throw malformed(e.reason(), e);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void findMessages() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedMessage("no_file");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("export_info") && value == JsonToken.START_OBJECT) {
        info = ExportInfo.of(json.<ObjectNode>readValueAsTree());
        requireKnown(info.version());
      } else if (name.equals("messages") && value == JsonToken.START_ARRAY) {
        inMessages = true;
        return;
      } else {
        json.skipChildren();
      }
    }
    throw new MalformedMessage("no_messages");
  }

  /** What a later version writes may mean something else than it seems to. */
  private void requireKnown(int version) {
    if (version > ExportInfo.CURRENT) {
      throw new QueueException(
          QueueException.Kind.FORMAT,
          Message.of("messages.file_newer", file, version, ExportInfo.CURRENT));
    }
  }

  /** What the head of the file says. */
  public ExportInfo info() {
    return info;
  }

  /**
   * The next message, empty after the last.
   *
   * @throws QueueException if the file ends before it should or is damaged
   */
  public Optional<QueueMessage> next() {
    if (!inMessages) {
      return Optional.empty();
    }
    try {
      if (json.nextToken() == JsonToken.END_ARRAY) {
        inMessages = false;
        skipRest();
        return Optional.empty();
      }
      number++;
      inMessage = true;
      ObjectNode message = readMessage();
      if (isComparing()) {
        MessageParser.requireSameBody(message);
      }
      QueueMessage read = MessageParser.read(message);
      inMessage = false;
      return Optional.of(read);
    } catch (MalformedMessage e) {
      throw malformed(e.reason(), e);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The predecessor wrote the two in different ways. */
  private boolean isComparing() {
    return compared && info.version() > 0;
  }

  /** Without {@code body} unless it is compared, because {@code body_raw} has again. */
  private ObjectNode readMessage() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedMessage("no_object");
    }
    ObjectNode message = Json.MAPPER.createObjectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("body") && !isComparing()) {
        json.skipChildren();
      } else {
        message.set(name, json.readValueAsTree());
      }
    }
    return message;
  }

  private void skipRest() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      json.nextToken();
      json.skipChildren();
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw new MalformedMessage("no_end");
    }
    if (json.nextToken() != null) {
      throw new MalformedMessage("more_text");
    }
  }

  /** JSON that is broken, or a file that cannot be read. */
  private QueueException failure(IOException cause) {
    if (cause instanceof JacksonException broken) {
      String words = Json.problem(broken);
      JsonLocation place = broken.getLocation();
      return malformed(
          place == null
              ? Message.of("messages.format.json", words)
              : Message.of("messages.format.json_line", place.getLineNr(), words),
          cause);
    }
    return new QueueException(
        QueueException.Kind.FILE,
        Message.of("messages.file_unreadable", file, FileProblem.of(file, cause)),
        cause);
  }

  private QueueException malformed(Message reason, Exception cause) {
    return new QueueException(
        QueueException.Kind.FORMAT,
        Message.of("messages.file_malformed", file, place(), reason),
        cause);
  }

  private Message place() {
    if (inMessage) {
      return Message.of("messages.format.in_message", number);
    }
    return number == 0
        ? Message.of("messages.format.at_start")
        : Message.of("messages.format.after_message", number);
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
