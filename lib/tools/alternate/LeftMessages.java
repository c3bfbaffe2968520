package lib.tools.alternate;

import java.util.List;
import lib.base.text.Texts;

/**
 * Test messages of an earlier test that was killed, found in a queue where they would stay.
 *
 * @param number how many
 * @param removed whether they have been taken out
 */
public record LeftMessages(String queue, int number, boolean removed) {

  /** A sentence for each queue in which they still are. */
  static List<String> told(List<LeftMessages> all, Texts texts) {
    return all.stream().filter(left -> !left.removed()).map(left -> left.sentence(texts)).toList();
  }

  private String sentence(Texts texts) {
    return texts.get("alternate.left.told", queue, texts.count("test_message", number));
  }
}
