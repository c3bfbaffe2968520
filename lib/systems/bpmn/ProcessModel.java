package lib.systems.bpmn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import lib.base.json.Json;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What a process definition says about its external tasks: the {@code metadata} of task messages.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/bpmn20/custom-extensions/">Camunda,
 *     extension elements</a>
 */
public final class ProcessModel {

  /** A definition whose document may not be read: its tasks go without metadata. */
  public static final ProcessModel UNKNOWN = new ProcessModel();

  private static final Set<String> ACTIVITIES =
      Set.of("serviceTask", "sendTask", "businessRuleTask", "intermediateThrowEvent", "endEvent");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** What decoders write for bytes that they do not understand. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final Pattern DECLARED =
      Pattern.compile("\uFEFF?\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']+)[\"']");

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  private final Map<String, ObjectNode> byActivity = new HashMap<>();

  /** For activities that are not in the document: what is true of the whole of it. */
  private final ObjectNode otherwise = Json.MAPPER.createObjectNode();

  private ProcessModel() {}

  /**
   * Whether a document that somebody has decoded as UTF-8 reads as it was meant.
   *
   * @param xml as text
   */
  public static boolean isDecodedRightly(String xml) {
    var declared = DECLARED.matcher(xml);
    return xml.indexOf(REPLACEMENT) < 0
        && (!declared.lookingAt() || declared.group(1).equalsIgnoreCase("utf-8"));
  }

  /**
   * Reads a BPMN document, with all its pools.
   *
   * @throws SAXException if it is not well-formed
   */
  public static ProcessModel parse(String xml) throws SAXException {
    String text = xml.startsWith(BYTE_ORDER_MARK) ? xml.substring(1) : xml;
    return parse(new InputSource(new StringReader(text)));
  }

  /**
   * The same from its bytes, in the encoding that it says or shows itself.
   *
   * @throws SAXException if it is not well-formed, or in an encoding that this JDK does not know
   */
  public static ProcessModel parse(byte[] xml) throws SAXException {
    return parse(new InputSource(new ByteArrayInputStream(xml)));
  }

  private static ProcessModel parse(InputSource xml) throws SAXException {
    ProcessModel model = new ProcessModel();
    NodeList processes = document(xml).getElementsByTagNameNS(BPMN, "process");
    for (int i = 0; i < processes.getLength(); i++) {
      model.read(new BpmnElement((Element) processes.item(i)), processes.getLength() == 1);
    }
    return model;
  }

  private void read(BpmnElement process, boolean alone) {
    ObjectNode properties = process.properties();
    for (String name : ACTIVITIES) {
      NodeList found = process.dom().getElementsByTagNameNS(BPMN, name);
      for (int i = 0; i < found.getLength(); i++) {
        BpmnElement activity = new BpmnElement((Element) found.item(i));
        ObjectNode metadata = metadataOf(activity);
        metadata.set("processProperties", properties);
        byActivity.put(activity.attribute("id"), metadata);
      }
    }
    if (alone) {
      otherwise.set("processProperties", properties);
    }
  }

  private static ObjectNode metadataOf(BpmnElement activity) {
    ObjectNode metadata = Json.MAPPER.createObjectNode();
    if (activity.hasProperties()) {
      metadata.set("extensionProperties", activity.properties());
    }
    if (activity.hasFields()) {
      metadata.set("fieldInjections", activity.fields());
    }
    if (activity.hasParameters("inputParameter")) {
      metadata.set("inputParameters", activity.parameters("inputParameter"));
    }
    if (activity.hasParameters("outputParameter")) {
      metadata.set("outputParameters", activity.parameters("outputParameter"));
    }
    metadata.set("activityInfo", activity.info());
    return metadata;
  }

  /**
   * The metadata of one activity: a new object, to which the caller may add. For an activity that
   * is not in the document only the process's properties; nothing at all for an unknown model.
   */
  public ObjectNode metadata(String activityId) {
    return byActivity.getOrDefault(activityId, otherwise).deepCopy();
  }

  private static Document document(InputSource xml) throws SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setExpandEntityReferences(false);
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(xml);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser lacks a standard feature", e);
    } catch (IOException e) {
      throw new SAXException(e.getMessage(), e); // Bytes or an encoding that cannot be decoded.
    }
  }

  /** Without it the JDK's parser prints errors to stderr. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      // A warning does not make the document unreadable.
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
