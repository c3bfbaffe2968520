///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Makes the archive of the classes that a tool loads: the wrapper's part, see archive.sh
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto
//FILES answers.properties=training/answers.properties
//SOURCES training/StandInBroker.java
//SOURCES training/StandInSite.java
//SOURCES training/ToolCommand.java
//SOURCES training/Training.java

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import training.StandInBroker;
import training.StandInSite;
import training.ToolCommand;
import training.Training;

/**
 * Calls a tool as the file of calls says, with servers that only pretend to be ones, and makes an
 * archive of every class that was loaded. Arguments: the archive, the file of calls, the script's
 * name in it, and the words that start the tool. Exit code 0, or 1 with the reason on stderr.
 */
class MakeArchive {

  private MakeArchive() {}

  public static void main(String... args) throws Exception {
    System.exit(
        make(
            Path.of(args[0]),
            Training.calls(Path.of(args[1]), args[2]),
            ToolCommand.of(List.of(args).subList(3, args.length))));
  }

  private static int make(Path archive, List<List<String>> calls, ToolCommand tool)
      throws IOException, InterruptedException {
    Path list = archive.resolveSibling("classes.list");
    try (StandInBroker broker = new StandInBroker();
        StandInSite site = new StandInSite()) {
      Training training = new Training(tool, archive.getParent(), broker.port(), site.port());
      Set<String> classes = training.classesOf(calls);
      Files.write(list, classes);
    }
    int made = tool.dump(list, archive);
    if (made != 0 || tool.check(archive) != 0) {
      System.err.println("Java made no archive that it takes");
      return 1;
    }
    // On the disk before it gets its name: after a power failure it is there as a whole or not.
    try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
      file.force(true);
    }
    return 0;
  }
}
