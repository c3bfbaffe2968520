package lib.base.text;

import java.util.Locale;

/** A constant whose name in lower case is its stable name outside of the code. */
public interface Coded {

  /** The constant's own name. */
  String name();

  /** The name in JSON, labels, options, and keys of texts. */
  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
