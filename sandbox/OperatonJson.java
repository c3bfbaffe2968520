package sandbox;

//DEPS org.operaton.bpm:operaton-engine:1.0.3

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.operaton.bpm.engine.impl.variable.serializer.PrimitiveValueSerializer;
import org.operaton.bpm.engine.impl.variable.serializer.ValueFields;
import org.operaton.bpm.engine.variable.impl.type.PrimitiveValueTypeImpl;
import org.operaton.bpm.engine.variable.impl.value.PrimitiveTypeValueImpl;
import org.operaton.bpm.engine.variable.impl.value.UntypedValueImpl;

/**
 * Variables of type Json for Operaton, which gets them from Spin's JSON format; that is not on
 * Maven Central. They can be stored and read as text, which is all that a REST client sees;
 * expressions cannot look into them.
 */
public final class OperatonJson extends PrimitiveValueSerializer<OperatonJson.Value> {
  /** The type; the REST API calls it Json. */
  public static final Type TYPE = new Type();

  public OperatonJson() {
    super(TYPE);
  }

  /** See {@link #TYPE}. */
  public static final class Type extends PrimitiveValueTypeImpl {
    private static final long serialVersionUID = 1L;

    private Type() {
      super("json", String.class);
    }

    @Override
    public Value createValue(Object value, Map<String, Object> info) {
      var created = new Value((String) value);
      created.setTransient(isTransient(info));
      return created;
    }
  }

  /** JSON as text. */
  public static final class Value extends PrimitiveTypeValueImpl<String> {
    private static final long serialVersionUID = 1L;

    private Value(String json) {
      super(json, TYPE);
    }
  }

  @Override
  public Value convertToTypedValue(UntypedValueImpl value) {
    return new Value((String) value.getValue());
  }

  @Override
  public Value readValue(ValueFields fields, boolean asTransientValue) {
    var bytes = fields.getByteArrayValue();
    var value = new Value(bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
    value.setTransient(asTransientValue);
    return value;
  }

  @Override
  public void writeValue(Value value, ValueFields fields) {
    var json = value.getValue();
    fields.setByteArrayValue(json == null ? null : json.getBytes(StandardCharsets.UTF_8));
  }
}
