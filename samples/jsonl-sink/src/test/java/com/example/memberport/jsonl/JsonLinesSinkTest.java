package com.example.memberport.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.SinkOptions;
import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.architecture.SinkArchitecture;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The promises of every sink, plain and compressed, and the few things that are this sink's own. */
class JsonLinesSinkTest {

    @Nested
    class Plain implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new JsonLinesFixture(directory.resolve("members.jsonl"), false);
        }
    }

    @Nested
    class Compressed implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new JsonLinesFixture(directory.resolve("members.jsonl.gz"), true);
        }
    }

    @Test
    void isBuiltAsASinkShouldBe() {
        SinkArchitecture.check("com.example.memberport.jsonl");
    }

    @Test
    void refusesATargetThatNamesNoFile() {
        JsonLinesSinkProvider provider = new JsonLinesSinkProvider();

        MemberportException refused = assertThrows(
                MemberportException.class, () -> provider.create("jsonl:", SinkOptions.defaults(provider)));

        assertEquals(FailureKind.CONFIGURATION, refused.kind());
    }
}
