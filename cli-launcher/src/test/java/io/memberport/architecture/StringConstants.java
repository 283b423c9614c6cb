package io.memberport.architecture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The string constants of a compiled class (The Java Virtual Machine Specification, section 4.4). */
final class StringConstants {

    private static final int MAGIC_AND_VERSION_BYTES = 8;
    private static final int UTF_8 = 1;
    private static final int STRING = 8;

    private StringConstants() {}

    static List<String> in(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        in.skipNBytes(MAGIC_AND_VERSION_BYTES);
        int count = in.readUnsignedShort();
        Map<Integer, String> texts = new HashMap<>();
        List<Integer> strings = new ArrayList<>();
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF_8 -> texts.put(index, in.readUTF());
                case STRING -> strings.add(in.readUnsignedShort());
                // Class, method type, module, package.
                case 7, 16, 19, 20 -> in.skipNBytes(2);
                // Method handle.
                case 15 -> in.skipNBytes(3);
                // Integer, float, fields, methods, names and types, dynamic constants and calls.
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                // Long and double have two places.
                case 5, 6 -> {
                    in.skipNBytes(8);
                    index++;
                }
                default -> throw new IOException("no tag of a constant: " + tag);
            }
        }
        return strings.stream()
                .map(index -> Objects.requireNonNull(texts.get(index)))
                .toList();
    }
}
