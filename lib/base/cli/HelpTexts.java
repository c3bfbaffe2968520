package lib.base.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import lib.base.text.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The texts of a tool's help under the names that picocli looks for. The bundle of the tool has
 * {@code usage.header}, {@code usage.description}, {@code usage.footer} (examples), {@code
 * option.NAME} for {@code --NAME} and {@code parameter.LABEL}; texts that all tools share have the
 * prefix {@code cli.}
 */
final class HelpTexts extends ResourceBundle {

  private final Map<String, String> texts = new HashMap<>();

  HelpTexts(Texts source, CommandSpec command) {
    Map<String, String> all = source.unformatted();
    all.forEach(
        (key, text) -> {
          if (key.startsWith("usage.")) {
            texts.put(key, text);
          } else if (key.startsWith("cli.usage.")) {
            texts.putIfAbsent(key.substring("cli.".length()), text);
          }
        });
    // A heading without anything below it would stand there alone.
    for (String section : List.of("description", "footer")) {
      if (!texts.containsKey("usage." + section)) {
        texts.remove("usage." + section + "Heading");
      }
    }
    for (OptionSpec option : command.options()) {
      String name = option.longestName().replaceFirst("^-+", "");
      put(all, name, "option." + name);
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = parameter.paramLabel();
      put(all, label + "[" + parameter.index() + "]", "parameter." + label.replaceAll("[<>]", ""));
    }
  }

  private void put(Map<String, String> all, String picocliKey, String key) {
    Stream.of(key, "cli." + key)
        .filter(all::containsKey)
        .findFirst()
        .ifPresent(found -> texts.put(picocliKey, all.get(found)));
  }

  @Override
  protected Object handleGetObject(String key) {
    return texts.get(key);
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(texts.keySet());
  }
}
