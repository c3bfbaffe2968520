package lib.queues;

//SOURCES Level.java
//SOURCES ../text/Message.java

import lib.text.Message;

/** Something that makes a run end otherwise than OK, as a sentence. */
public record Problem(Level level, Message sentence) {}
