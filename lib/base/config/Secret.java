package lib.base.config;

/** A password or token, which prints as {@code ***}. */
public record Secret(String value) {

  /** What stands for a secret wherever it would be printed. */
  public static final String MASK = "***";

  /** No secret at all. */
  public static final Secret NONE = new Secret("");

  /** Whether nothing is set. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
