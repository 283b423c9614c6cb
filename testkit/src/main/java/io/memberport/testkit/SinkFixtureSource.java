package io.memberport.testkit;

import java.nio.file.Path;

/** Makes the fixtures of a test class; the one method that {@link MemberSinkContract} leaves to it. */
public interface SinkFixtureSource {

    /**
     * Makes a fixture with a fresh target.
     *
     * @param directory empty, and removed after the test; for targets that are files, and for whatever else is needed
     */
    SinkFixture newFixture(Path directory) throws Exception;
}
