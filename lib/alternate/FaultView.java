package lib.alternate;

//SOURCES AlternateReport.java
//SOURCES MessageResult.java
//SOURCES TestView.java
//SOURCES VerdictText.java
//SOURCES ../cli/Output.java
//SOURCES ../text/Texts.java

import java.util.List;
import lib.cli.Output;
import lib.text.Texts;

/** Only what is wrong, to stderr: for cron, which mails that. */
public record FaultView(Texts texts, Output out) implements TestView {

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
