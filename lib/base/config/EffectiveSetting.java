package lib.base.config;

import lib.base.text.Message;

/**
 * A setting as it is in force.
 *
 * @param name dotted name
 * @param value value as text, masked if it is a secret, empty if none is set
 * @param source where the value comes from
 * @param isDefault whether it is the built-in default
 */
public record EffectiveSetting(String name, String value, Message source, boolean isDefault) {}
