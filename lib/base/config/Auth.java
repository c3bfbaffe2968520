package lib.base.config;

/** How the engine knows who asks. */
public sealed interface Auth {

  /** Nothing is sent. */
  record None() implements Auth {}

  /** HTTP Basic. */
  record Basic(String username, Secret password) implements Auth {}

  /** {@code Authorization: Bearer}. */
  record Bearer(Secret token) implements Auth {}
}
