package lib.tools.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be shown and exported.
 *
 * @param sections in both
 * @param chosen whether sections were chosen; if not, it is everything
 * @param history whether instances that have ended are meant, too
 * @param file to export to
 */
public record Plan(Set<Section> sections, boolean chosen, boolean history, Optional<Path> file) {

  /**
   * Without chosen sections it is everything to which all the filters can be applied. Instances
   * that have ended belong to the instances.
   */
  public static Plan of(
      Set<Section> chosen, boolean history, Optional<Path> file, Filters filters) {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    sections.addAll(chosen);
    if (chosen.isEmpty()) {
      EnumSet.allOf(Section.class).stream()
          .filter(section -> section.accepts(filters))
          .forEach(sections::add);
    } else if (history) {
      sections.add(Section.INSTANCES);
    }
    return new Plan(sections, !chosen.isEmpty(), history, file);
  }

  /** What stands for standard output where a file can be given. */
  private static final Path STANDARD_OUTPUT = Path.of("-");

  /** Whether the export takes standard output for itself. */
  public boolean isToStandardOutput() {
    return file.filter(STANDARD_OUTPUT::equals).isPresent();
  }

  /** Whether the result is shown; an export of everything is for the file alone. */
  public boolean isShown() {
    return file.isEmpty() || (chosen && !isToStandardOutput());
  }

  /** Whether the engine itself is told about. */
  boolean hasEngine() {
    return !chosen || sections.contains(Section.STATISTICS);
  }

  boolean hasStatistics() {
    return sections.contains(Section.STATISTICS);
  }

  /** The lists as they are shown: with history, that instead of the running instances. */
  List<EngineList> shownLists() {
    List<EngineList> lists = new ArrayList<>(runningLists());
    if (history) {
      lists.replaceAll(list -> list == EngineList.INSTANCES ? EngineList.HISTORY : list);
    }
    return lists;
  }

  /** The lists as they are exported: with history, that as well. */
  List<EngineList> exportedLists() {
    List<EngineList> lists = new ArrayList<>(runningLists());
    if (history && lists.contains(EngineList.INSTANCES)) {
      lists.add(lists.indexOf(EngineList.INSTANCES) + 1, EngineList.HISTORY);
    }
    return lists;
  }

  private List<EngineList> runningLists() {
    return sections.stream().flatMap(section -> section.list().stream()).toList();
  }
}
