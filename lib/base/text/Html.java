package lib.base.text;

/** HTML text in the making. Whatever is not put in with {@link #raw} is escaped. */
public final class Html {

  private final StringBuilder text = new StringBuilder();

  /** Markup as it is. */
  public Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Text; nothing in it is markup. */
  public Html text(String content) {
    text.append(
        content
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;"));
    return this;
  }

  /**
   * An element with nothing but text in it.
   *
   * @param classes may be empty
   */
  public Html element(String name, String classes, String content) {
    text.append('<').append(name);
    if (!classes.isEmpty()) {
      text.append(" class=\"").append(classes).append('"');
    }
    text.append('>');
    return text(content).raw("</" + name + ">");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
