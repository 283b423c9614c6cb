package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of commands are as the JSON Schema says; {@link CommandLineRun#json} holds those of all other tests to it. */
class ResultSchemaTest {

    @TempDir
    private Path folder;

    @Test
    void beginsWithTheVersionOfTheSchema() {
        CommandLineRun run = new CommandLineRun(folder);

        run.run("sinks", "--output", "json");

        assertEquals("schemaVersion", run.json().fieldNames().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemaVersion", "sinks", "problems"})
    void isStrictEnoughToFindAFieldThatIsMissing(String field) {
        CommandLineRun run = new CommandLineRun(folder);
        run.run("sinks", "--output", "json");
        ObjectNode document = (ObjectNode) run.json();

        document.remove(field);

        assertFalse(ResultSchema.mistakes("sinks", document).isEmpty());
    }

    @Test
    void isStrictEnoughToFindAFieldThatIsNotDescribed() {
        CommandLineRun run = new CommandLineRun(folder);
        run.run("sinks", "--output", "json");
        ObjectNode document = (ObjectNode) run.json();

        document.put("surplus", true);

        assertFalse(ResultSchema.mistakes("sinks", document).isEmpty());
    }
}
