package com.example.memberport.lucene;

import io.memberport.testkit.MemberSinkContract;
import io.memberport.testkit.architecture.SinkArchitecture;
import io.memberport.testkit.fixture.SinkFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The promises of every sink. */
class LuceneSinkTest implements MemberSinkContract {

    @Override
    public SinkFixture newFixture(Path directory) {
        return new LuceneFixture(directory.resolve("members.index"));
    }

    @Test
    void isBuiltAsASinkShouldBe() {
        SinkArchitecture.check("com.example.memberport.lucene");
    }
}
