package lib.tools.queues;

import lib.base.text.Message;

/** Something that makes a run end otherwise than OK, as a sentence. */
public record Problem(Level level, Message sentence) {}
