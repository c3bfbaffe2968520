package lib.systems.bpmn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lib.base.json.Json;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A BPMN element and the engine's extensions that belong to itself, not to what it contains.
 *
 * @param dom the element in its document
 */
record BpmnElement(Element dom) {

  /** Camunda's namespace and those that it, Operaton and CIB seven read as well. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "http://camunda.org/schema/1.0/bpmn",
          "http://activiti.org/bpmn",
          "http://operaton.org/schema/1.0/bpmn",
          "http://cibseven.org/schema/1.0/bpmn");

  String attribute(String name) {
    return dom.getAttribute(name);
  }

  /** Id, name, and the type and topic that make it an external task; "" for what is absent. */
  ObjectNode info() {
    ObjectNode info = Json.MAPPER.createObjectNode();
    info.put("id", attribute("id")).put("name", attribute("name"));
    Element carrier = dom;
    for (Element child : children(dom)) {
      if (child.getLocalName().equals("messageEventDefinition")) {
        carrier = child; // Message events carry type and topic on their definition.
      }
    }
    return info.put("type", extension(carrier, "type")).put("topic", extension(carrier, "topic"));
  }

  boolean hasProperties() {
    return !propertyElements().isEmpty();
  }

  /** {@code <properties><property name value/>}: those with a name and a value. */
  ObjectNode properties() {
    ObjectNode properties = Json.MAPPER.createObjectNode();
    for (Element property : propertyElements()) {
      String name = property.getAttribute("name");
      String value = property.getAttribute("value");
      if (!name.isEmpty() && !value.isEmpty()) {
        properties.put(name, value);
      }
    }
    return properties;
  }

  boolean hasFields() {
    return !extensions("field").isEmpty();
  }

  /** {@code <field name>}: its string or its expression, as text. */
  ObjectNode fields() {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    for (Element field : extensions("field")) {
      String value = field.getAttribute("stringValue");
      if (value.isEmpty()) {
        value = field.getAttribute("expression");
      }
      for (Element child : children(field)) {
        value = child.getTextContent();
      }
      fields.put(field.getAttribute("name"), value);
    }
    return fields;
  }

  boolean hasParameters(String kind) {
    return !parameterElements(kind).isEmpty();
  }

  /** Input or output parameters: text and expressions as text, lists and maps as JSON. */
  ObjectNode parameters(String kind) {
    ObjectNode parameters = Json.MAPPER.createObjectNode();
    for (Element parameter : parameterElements(kind)) {
      parameters.set(parameter.getAttribute("name"), value(parameter));
    }
    return parameters;
  }

  private static JsonNode value(Element holder) {
    for (Element child : children(holder)) {
      switch (child.getLocalName()) {
        case "list" -> {
          ArrayNode list = Json.MAPPER.createArrayNode();
          children(child).forEach(item -> list.add(itemValue(item)));
          return list;
        }
        case "map" -> {
          ObjectNode map = Json.MAPPER.createObjectNode();
          children(child).forEach(entry -> map.set(entry.getAttribute("key"), value(entry)));
          return map;
        }
        default -> {
          return JsonNodeFactory.instance.textNode(child.getTextContent());
        }
      }
    }
    return JsonNodeFactory.instance.textNode(holder.getTextContent());
  }

  /** An item of a list is a {@code <value>} or {@code <script>}, or again a list or map. */
  private static JsonNode itemValue(Element item) {
    return switch (item.getLocalName()) {
      case "list", "map" -> {
        Element holder = (Element) item.cloneNode(false);
        holder.appendChild(item.cloneNode(true));
        yield value(holder);
      }
      default -> value(item);
    };
  }

  private List<Element> propertyElements() {
    List<Element> found = new ArrayList<>();
    for (Element properties : extensions("properties")) {
      children(properties).stream()
          .filter(p -> p.getLocalName().equals("property"))
          .forEach(found::add);
    }
    return found;
  }

  private List<Element> parameterElements(String kind) {
    List<Element> found = new ArrayList<>();
    for (Element inputOutput : extensions("inputOutput")) {
      children(inputOutput).stream().filter(p -> p.getLocalName().equals(kind)).forEach(found::add);
    }
    return found;
  }

  private List<Element> extensions(String name) {
    List<Element> found = new ArrayList<>();
    for (Element child : children(dom)) {
      if (child.getLocalName().equals("extensionElements")) {
        for (Element extension : children(child)) {
          if (extension.getLocalName().equals(name)
              && EXTENSIONS.contains(String.valueOf(extension.getNamespaceURI()))) {
            found.add(extension);
          }
        }
      }
    }
    return found;
  }

  private static String extension(Element element, String name) {
    for (String namespace : EXTENSIONS) {
      if (element.hasAttributeNS(namespace, name)) {
        return element.getAttributeNS(namespace, name);
      }
    }
    return "";
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
