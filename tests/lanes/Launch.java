package tests.lanes;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the JVM of a lane is started: as the one that this is called in.
 *
 * @param classPath where its classes are
 * @param options for Java, after those of this JVM
 * @param words its main class and that one's arguments
 */
record Launch(String classPath, List<String> options, List<String> words) {

  /** The runner of the tests, which knows what a lane does. */
  static Launch of(Selection selection) {
    List<String> words = new ArrayList<>(List.of("Run", "--lane"));
    words.addAll(selection.words());
    return new Launch(System.getProperty("java.class.path"), List.of(), words);
  }

  /** The same with classes of this folder, too. */
  Launch with(Path folder) {
    return new Launch(classPath + File.pathSeparator + folder, options, words);
  }

  /** The same with more options for Java. */
  Launch with(String... more) {
    return new Launch(classPath, Stream.concat(options.stream(), Stream.of(more)).toList(), words);
  }

  List<String> command() {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    all.addAll(options);
    all.addAll(List.of("-classpath", classPath));
    all.addAll(words);
    return all;
  }
}
