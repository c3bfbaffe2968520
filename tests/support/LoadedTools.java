package tests.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import lib.base.cli.Tool;

/**
 * The tools inside this JVM: the scripts, compiled as they are when the first one is asked for,
 * upon the packages that the tests have, too.
 */
final class LoadedTools {

  private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+) implements Tool ");

  /** By script. */
  private static final Map<String, String> CLASSES = classes();

  private static ClassLoader loader;

  private LoadedTools() {}

  private static Map<String, String> classes() {
    Map<String, String> classes = new TreeMap<>();
    for (Path script : Project.scripts()) {
      Matcher name = CLASS.matcher(Project.read(script));
      if (script.getParent().equals(Project.home()) && name.find()) {
        classes.put(Project.name(script), name.group(1));
      }
    }
    return classes;
  }

  /** The scripts of all tools. */
  static Set<String> scripts() {
    return CLASSES.keySet();
  }

  /** Whether there is a tool with this script, e.g. {@code check_queues.java}. */
  static boolean has(String script) {
    return CLASSES.containsKey(script);
  }

  /** A new tool, as its {@code main} makes one. */
  static synchronized Tool create(String script) {
    if (loader == null) {
      loader = load();
    }
    try {
      var constructor = loader.loadClass(CLASSES.get(script)).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Tool) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(script, e);
    }
  }

  private static ClassLoader load() {
    try {
      Path folder = Servers.folder("tools");
      compile(folder);
      URL[] places = {folder.toUri().toURL()};
      return new URLClassLoader(places, LoadedTools.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Path folder) {
    List<String> words = new ArrayList<>(List.of("-nowarn", "-XDignore.symbol.file", "-proc:none"));
    words.addAll(List.of("-encoding", "UTF-8", "-implicit:none", "-d", folder.toString()));
    words.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    CLASSES.keySet().forEach(script -> words.add(Project.home().resolve(script).toString()));
    var messages = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, words.toArray(String[]::new));
    if (code != 0) {
      throw new AssertionError("the tools do not compile:\n" + messages);
    }
  }
}
