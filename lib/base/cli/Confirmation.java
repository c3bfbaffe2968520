package lib.base.cli;

/** What came of asking before something that cannot be undone. */
public enum Confirmation {
  /** The word YES was typed. */
  GIVEN,
  /** Something else was typed, or nothing. */
  DECLINED,
  /** There is no terminal, so nobody was asked. */
  NOBODY_TO_ASK
}
