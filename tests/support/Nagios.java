package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A real Nagios with the services of {@code deploy/nagios} and an hour that takes two minutes.
 * Instead of the tools it calls a script that says what the test wants it to say; whom it would
 * wake is written to a file.
 */
public final class Nagios implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      log_file=FOLDER/nagios.log
      cfg_file=FOLDER/base.cfg
      cfg_file=FOLDER/services.cfg
      object_cache_file=FOLDER/objects.cache
      status_file=FOLDER/status.dat
      lock_file=FOLDER/nagios.pid
      temp_file=FOLDER/nagios.tmp
      temp_path=FOLDER
      check_result_path=FOLDER/results
      log_archive_path=FOLDER
      state_retention_file=FOLDER/retention.dat
      command_file=FOLDER/nagios.cmd
      query_socket=FOLDER/nagios.qh
      check_external_commands=0
      use_syslog=0
      check_for_updates=0
      nagios_user=USER
      interval_length=2
      check_result_reaper_frequency=1
      service_inter_check_delay_method=n
      log_service_retries=1
      enable_notifications=1
      execute_host_checks=0
      enable_flap_detection=1
      """;

  /** What Debian's package and the manual's examples have, as far as it matters here. */
  private static final String BASE =
      """
      define timeperiod {
          timeperiod_name  24x7
          alias            always
          sunday           00:00-24:00
          monday           00:00-24:00
          tuesday          00:00-24:00
          wednesday        00:00-24:00
          thursday         00:00-24:00
          friday           00:00-24:00
          saturday         00:00-24:00
      }
      define command {
          command_name  notify
          command_line  /bin/echo "$NOTIFICATIONTYPE$ $SERVICEDESC$" >> FOLDER/notifications
      }
      define contact {
          contact_name                   somebody
          host_notification_period       24x7
          service_notification_period    24x7
          host_notification_options      n
          service_notification_options   w,u,c,r,f
          host_notification_commands     notify
          service_notification_commands  notify
      }
      define host {
          host_name           localhost
          address             127.0.0.1
          max_check_attempts  1
          contacts            somebody
      }
      define service {
          name                    generic-service
          register                0
          flap_detection_enabled  1
          check_period            24x7
          max_check_attempts      3
          check_interval          10
          retry_interval          2
          contacts                somebody
          notification_options    w,u,c,r
          notification_interval   60
          notification_period     24x7
      }
      """;

  private static final String COMMAND =
      """
      define command {
          command_name  %1$s
          command_line  /bin/sh FOLDER/check.sh %1$s$ARG3$
      }
      """;

  private static final String CHECK =
      """
      read code < "FOLDER/state/$1" && [ -n "$code" ] || code=0
      echo "code $code"
      exit "$code"
      """;

  private final Path folder;
  private final RunningCommand process;

  public Nagios(String program, List<String> commands) {
    StringBuilder base = new StringBuilder(BASE);
    commands.forEach(name -> base.append(COMMAND.formatted(name)));
    Map<String, String> files =
        Map.of("nagios.cfg", CONFIGURATION, "base.cfg", base.toString(), "check.sh", CHECK);
    try {
      folder = Servers.folder("nagios");
      Files.createDirectories(folder.resolve("state"));
      Files.createDirectories(folder.resolve("results"));
      Files.copy(DeployedCommands.file("nagios/services.cfg"), folder.resolve("services.cfg"));
      Files.createFile(folder.resolve("notifications"));
      for (Map.Entry<String, String> file : files.entrySet()) {
        String text = file.getValue().replace("FOLDER", folder.toString());
        String user = System.getProperty("user.name");
        Files.writeString(folder.resolve(file.getKey()), text.replace("USER", user));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String configuration = folder.resolve("nagios.cfg").toString();
    Command.program(program, "-v", configuration).run().expect(0);
    process = Command.program(program, configuration).start();
  }

  /**
   * From now on a check ends with this exit code; it is a command's name and its third argument.
   */
  public void set(String check, int exitCode) {
    try {
      Path state = folder.resolve("state").resolve(check);
      Path next = Files.writeString(folder.resolve("next"), exitCode + "\n");
      Files.move(next, state, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a service has got into a state: {@code CRITICAL;HARD}. */
  public void await(String service, String state) {
    Eventually.that(
        service + " " + state,
        () -> lastAlert(service).contains(";" + state + ";"),
        () -> lines("nagios.log"));
  }

  private String lastAlert(String service) {
    return lines("nagios.log").stream()
        .filter(line -> line.contains(" SERVICE ALERT: localhost;" + service + ";"))
        .reduce("", (before, after) -> after);
  }

  /** Whom it would have woken: {@code PROBLEM Camunda error queue}. */
  public List<String> notifications() {
    return lines("notifications");
  }

  private List<String> lines(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.terminate();
    process.close();
  }
}
