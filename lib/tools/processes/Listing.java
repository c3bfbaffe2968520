package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The beginning of a list.
 *
 * @param rows the first ones
 * @param total how many there are
 */
record Listing(EngineList list, List<JsonNode> rows, long total) {}
