package lib.messages;

//SOURCES ../text/Message.java

import java.util.Optional;
import lib.text.Message;

/**
 * How far messages have got on their way to another queue.
 *
 * @param done the broker has confirmed them
 * @param left looked at and left where they were
 * @param uncertain sent, but the broker said nothing: they may be in both places
 * @param problem what ended it early
 */
public record Forwarded(long done, long left, long uncertain, Optional<Message> problem) {}
