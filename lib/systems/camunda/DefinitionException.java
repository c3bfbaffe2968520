package lib.systems.camunda;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The engine does not have exactly one process definition of what was asked for. */
public final class DefinitionException extends UserException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 10;
  private static final String NOT_FOUND = "camunda.definition_not_found";

  private DefinitionException(String code, ExitCode exitCode, Message message) {
    super(code, exitCode, message, null);
  }

  /** The same where somebody only asked: nothing found is then no failure. */
  public DefinitionException asAnswer() {
    return code().equals(NOT_FOUND)
        ? new DefinitionException(code(), ExitCode.WARNING, userMessage())
        : this;
  }

  /**
   * No process has this key, as far as one sees.
   *
   * @param sight how many of the definitions one sees
   */
  static DefinitionException notFound(
      String key, URI engine, TenantFilter tenants, Rights.Sight sight) {
    Message where =
        tenants.isEverybody()
            ? Message.of("camunda.definition.in_engine", engine)
            : Message.of("camunda.definition.of_tenant", engine, String.join(", ", tenants.ids()));
    return new DefinitionException(
        NOT_FOUND,
        ExitCode.CRITICAL,
        Message.of(
            sight == Rights.Sight.PART
                ? "camunda.definition.not_seen"
                : "camunda.definition.not_found",
            key,
            where));
  }

  /**
   * The process has no such version.
   *
   * @param others the versions that it has
   */
  public static DefinitionException noSuchVersion(
      String key, int version, List<ProcessDefinition> others) {
    String versions =
        shortened(others.stream().map(other -> Integer.toString(other.version())).toList());
    return new DefinitionException(
        NOT_FOUND,
        ExitCode.CRITICAL,
        Message.of("camunda.definition.no_such_version", key, version, versions));
  }

  static DefinitionException ambiguous(String key, List<ProcessDefinition> found) {
    List<String> tenants =
        found.stream().map(definition -> definition.tenantId().orElse(TenantFilter.NONE)).toList();
    return new DefinitionException(
        "camunda.definition_ambiguous",
        ExitCode.CRITICAL,
        Message.of("camunda.definition.ambiguous", key, shortened(tenants)));
  }

  private static String shortened(List<String> names) {
    String shown = names.stream().distinct().limit(SHOWN).collect(Collectors.joining(", "));
    return names.stream().distinct().count() > SHOWN ? shown + ", …" : shown;
  }
}
