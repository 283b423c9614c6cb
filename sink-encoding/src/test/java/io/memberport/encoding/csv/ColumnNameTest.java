package io.memberport.encoding.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnNameTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void namesColumnsByTheRule(String title, List<String> lines) {
        List<ProfileVariable> variables = new ArrayList<>();
        List<WideColumn> former = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split("\\|", -1);
            String id = cells[0].strip();
            String name = unescaped(cells[1].strip());
            ProfileVariable variable = ProfileVariable.of(
                    id.replace("*", ""), name.equals("NONE") ? null : name, "string", Sensitivity.UNSTATED);
            String column = unescaped(cells[2].strip());
            variables.add(variable);
            expected.add(column);
            if (id.endsWith("*")) {
                former.add(WideColumn.of(variable, column));
            }
        }

        List<WideColumn> columns = WideColumns.assign(variables, former).present();

        assertEquals(expected, columns.stream().map(WideColumn::name).toList(), title);
    }

    static Stream<Arguments> cases() throws IOException {
        String[] blocks = resource("column-names.txt").split("\n\n");
        assertTrue(blocks.length > 5, "the file was read");
        return Stream.of(blocks)
                .skip(1)
                .map(block -> block.split("\n", 2))
                .map(block -> Arguments.of(block[0], block[1].lines().toList()));
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ColumnNameTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String unescaped(String text) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16)));
    }
}
