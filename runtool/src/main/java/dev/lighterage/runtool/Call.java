package dev.lighterage.runtool;

import dev.lighterage.oci.json.JsonValue;
import java.util.Map;

/// One call of an operation: by which step of which installation, with which inputs. Inputs without
/// a value are absent.
record Call(String installation, String step, Map<String, JsonValue> inputs) {}
