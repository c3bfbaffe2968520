package lib.tools.alternate;

import java.util.List;
import lib.base.text.Texts;

/** What became of messages, in words. */
record VerdictText(Texts texts) {

  /** Where a message was found. */
  String of(MessageResult result) {
    return switch (result.verdict()) {
      case ROUTED -> texts.get("alternate.verdict.routed", queues(result));
      case VIA_ALTERNATE -> texts.get("alternate.verdict.via_alternate", queues(result));
      case RETURNED -> texts.get("alternate.verdict.returned", reason(result));
      case REFUSED -> texts.get("alternate.verdict.refused", reason(result));
      case LOST -> texts.get("alternate.verdict.lost");
      case DUPLICATED -> texts.get("alternate.verdict.duplicated", queues(result));
    };
  }

  /** The same of one that is not where it should be. */
  String wrong(String key, MessageResult result) {
    String topic = result.topic().topic();
    return texts.get(key, topic, of(result), result.topic().expectedQueue());
  }

  /** That the test has failed. */
  String failed(AlternateReport report) {
    return texts.get("alternate.failed", Texts.number(wrong(report).size()));
  }

  /** The messages that are not where they should be. */
  static List<MessageResult> wrong(AlternateReport report) {
    return report.results().stream().filter(result -> !result.isRight()).toList();
  }

  private static Object reason(MessageResult result) {
    return result.returned().<Object>map(reason -> reason).orElse("-");
  }

  private static String queues(MessageResult result) {
    return String.join(", ", result.queues());
  }
}
