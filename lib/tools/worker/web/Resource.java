package lib.tools.worker.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Something that can be asked for with GET. */
@FunctionalInterface
interface Resource {

  /** Only looks at the request; does not answer it. */
  Reply reply(HttpExchange request) throws IOException;
}
