package lib.tools.processes;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that choose sections. */
public final class SectionOptions {

  @Option(names = "--definitions")
  private boolean definitions;

  @Option(names = "--instances")
  private boolean instances;

  @Option(names = "--external-tasks")
  private boolean externalTasks;

  @Option(names = "--user-tasks")
  private boolean userTasks;

  @Option(names = "--incidents")
  private boolean incidents;

  @Option(names = "--stats")
  private boolean stats;

  /** Those that were chosen. */
  public Set<Section> sections() {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    add(sections, Section.DEFINITIONS, definitions);
    add(sections, Section.INSTANCES, instances);
    add(sections, Section.EXTERNAL_TASKS, externalTasks);
    add(sections, Section.USER_TASKS, userTasks);
    add(sections, Section.INCIDENTS, incidents);
    add(sections, Section.STATISTICS, stats);
    return sections;
  }

  private static void add(Set<Section> sections, Section section, boolean chosen) {
    if (chosen) {
      sections.add(section);
    }
  }
}
