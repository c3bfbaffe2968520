package lib.base.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The routing table that applies without a configuration file. */
final class BuiltInRouting {

  /** Setting names and values, in the order that the search for prefixes follows. */
  static final Map<String, String> TABLE = table();

  private BuiltInRouting() {}

  private static Map<String, String> table() {
    var table = new LinkedHashMap<String, String>();
    system(
        table,
        "bitrix24",
        "bitrix24, bitrix_create_task, bitrix_update_task, bitrix_create_deal,"
            + " bitrix_update_deal, bitrix_create_contact",
        "bitrix24.#");
    system(
        table,
        "openproject",
        "openproject, op_create_project, op_create_task, op_update_task, op_create_milestone",
        "openproject.#");
    system(
        table,
        "1c",
        "1c, 1c_create_document, 1c_update_document, 1c_create_counterparty, 1c_sync_data",
        "1c.#");
    system(
        table,
        "python-services",
        "python, send_email, send_telegram, telegram_notify, email_notify, create_yandex_file,"
            + " yandex_disk, create_user, user_management, file_processing, data_processing",
        "python-services.#, python.*, email.*, telegram.*, yandex.*, user.*, file.*, data.*");
    table.put("routing.default.queue", "default.queue");
    return Collections.unmodifiableMap(table);
  }

  private static void system(
      Map<String, String> table, String system, String topics, String bindings) {
    table.put("routing." + system + ".queue", system + ".queue");
    table.put("routing." + system + ".topics", topics);
    table.put("routing." + system + ".bindings", bindings);
  }
}
