package lib.base.config;

import java.util.List;
import lib.base.text.Message;

/**
 * A setting as the manual describes it.
 *
 * @param name dotted name
 * @param defaultValue empty if there is none
 * @param allowed what its values may be
 * @param otherNames names in environment form that are accepted as well
 */
public record SettingDescription(
    String name, String defaultValue, Message allowed, List<String> otherNames) {}
