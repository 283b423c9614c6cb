package io.memberport.sink.jdbc.sql;

import io.memberport.model.Text;

/** How deep the arrays and objects of a document are in each other. */
public final class Nesting {

    private Nesting() {}

    /** The depth of well-formed JSON: 0 for a text or a number, 2 for an array in an object. */
    public static int depth(Text json) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            byte b = json.byteAt(i);
            if (inString) {
                i += b == '\\' ? 1 : 0;
                inString = b != '"';
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
        return deepest;
    }
}
