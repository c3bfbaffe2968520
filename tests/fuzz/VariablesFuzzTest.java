package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;
import lib.base.json.Json;
import lib.systems.variables.VariableException;
import lib.systems.variables.VariableText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Any text for {@code --variables}: it is read, or refused with a sentence. */
@Tag("unit")
class VariablesFuzzTest {

  @Provide
  Arbitrary<String> texts() {
    return Samples.text("={}[]\",:;'\\/ \n\t-+.eE019 aNul:Integer:Date:Json:Double:Boolean=true");
  }

  @Property(tries = 30_000)
  void isReadOrRefusedWithASentence(@ForAll("texts") String text) {
    try {
      VariableText.parse(text).forEach(VariablesFuzzTest::isComplete);
    } catch (VariableException e) {
      Samples.isTold(e);
    }
  }

  private static void isComplete(String name, ObjectNode variable) {
    assertThat(name).isNotBlank();
    assertThat(variable.has("value")).isTrue();
    assertThat(variable.path("type").asText()).isNotBlank();
  }

  @Property(tries = 10_000)
  void ofJsonKeepsEveryCharacter(@ForAll("values") Map<String, String> values) {
    Map<String, ObjectNode> read = VariableText.parse(Json.write(values));
    assertThat(
            read.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().path("value").asText())))
        .isEqualTo(values);
    assertThat(read.values())
        .allSatisfy(variable -> assertThat(variable.path("type").asText()).isEqualTo("String"));
  }

  @Provide
  Arbitrary<Map<String, String>> values() {
    Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    return Arbitraries.maps(names, Samples.wellFormed()).ofMaxSize(5);
  }
}
