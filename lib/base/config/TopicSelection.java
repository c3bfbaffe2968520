package lib.base.config;

import java.util.List;

/** The topics that the worker subscribes to. */
public sealed interface TopicSelection {

  /** Those of the routing table. */
  record Mapped() implements TopicSelection {}

  /** Those of the routing table and those found in the engine. */
  record All() implements TopicSelection {}

  /** Exactly these. */
  record Listed(List<String> topics) implements TopicSelection {
    public Listed {
      topics = List.copyOf(topics);
    }
  }
}
