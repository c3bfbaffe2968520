package lib.tools.alternate;

import java.util.List;
import lib.base.cli.Output;
import lib.base.text.Texts;

/** Only what is wrong, to stderr: for cron, which mails that. */
public record FaultView(Texts texts, Output out) implements ProbeView {

  @Override
  public void left(List<LeftMessages> messages) {
    LeftMessages.told(messages, texts).forEach(out::error);
  }

  @Override
  public void results(AlternateReport report, boolean keep) {
    VerdictText text = new VerdictText(texts);
    List<MessageResult> wrong = VerdictText.wrong(report);
    if (!wrong.isEmpty()) {
      out.error(text.failed(report));
    }
    wrong.forEach(result -> out.error(text.wrong("alternate.verdict.wrong", result)));
  }
}
