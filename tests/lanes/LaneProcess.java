package tests.lanes;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lib.base.json.Json;
import org.junit.platform.launcher.core.LauncherFactory;
import tests.support.ClassResult;
import tests.support.Report;

/** A lane as it sees itself: it runs the classes that its stdin names, and ends with its stdin. */
public final class LaneProcess {

  private final Selection selection;
  private final PrintStream answers =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final BlockingQueue<String> classes = new LinkedBlockingQueue<>();

  public LaneProcess(Selection selection) {
    this.selection = selection;
  }

  /** Runs classes until stdin ends; then all that was started ends, also if a class is running. */
  public void serve() throws IOException {
    Thread runner = new Thread(this::runClasses, "tests");
    runner.setDaemon(true);
    runner.start();
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = requests.readLine(); name != null; name = requests.readLine()) {
      classes.add(name);
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private void runClasses() {
    try {
      while (true) {
        String name = classes.take();
        answer(result(name));
      }
    } catch (Throwable e) { // What JUnit does not make a failed test of, as a lack of memory.
      e.printStackTrace(answers);
      System.exit(1);
    }
  }

  /** What the class or somebody in this JVM prints belongs to the class. */
  private ClassResult result(String className) {
    var text = new ByteArrayOutputStream();
    var out = new PrintStream(text, true, StandardCharsets.UTF_8);
    System.setOut(out);
    System.setErr(out);
    Report report = new Report(out);
    LauncherFactory.create().execute(selection.of(className), report);
    return report.result(text.toString(StandardCharsets.UTF_8));
  }

  /** On a line of its own, whatever a child of this JVM has printed. */
  private void answer(ClassResult result) throws JsonProcessingException {
    answers.println("\n" + Lane.ANSWER + Json.MAPPER.writeValueAsString(result));
  }
}
