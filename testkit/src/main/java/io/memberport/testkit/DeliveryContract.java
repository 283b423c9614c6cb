package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkRun;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.KeptDetail;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every member and every value arrives, and the provider is one that the command can use. */
public interface DeliveryContract extends SinkFixtureSource {

    @Test
    default void isFoundByItsScheme(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            MemberSinkProvider provider = target.fixture().provider();

            List<Class<?>> found = ServiceLoader.load(MemberSinkProvider.class).stream()
                    .filter(candidate -> candidate.get().scheme().equals(provider.scheme()))
                    .<Class<?>>map(ServiceLoader.Provider::type)
                    .toList();

            assertEquals(List.of(provider.getClass()), found, "providers of the scheme that ServiceLoader finds");
            assertTrue(provider.scheme().matches("[a-z][a-z0-9+.-]*"), "a scheme is lower case: " + provider.scheme());
        }
    }

    @Test
    default void describesItselfAndItsOptions(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            MemberSinkProvider provider = target.fixture().provider();
            List<String> names =
                    provider.options().stream().map(SinkOption::name).toList();

            assertFalse(provider.summary().isBlank(), "the summary says what the sink writes");
            assertFalse(provider.targetSyntax().isBlank(), "the syntax says how a target looks");
            assertEquals(names.stream().distinct().toList(), names, "options have different names");
            for (String name : names) {
                assertTrue(name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), "words joined by hyphens: " + name);
            }
            try (MemberSink one = target.create();
                    MemberSink other = target.create()) {
                assertNotNull(one.description());
                assertEquals(one.description(), other.description(), "the description is the same for every run");
                assertEquals(one.setupScript(), other.setupScript(), "the setup script is the same for every run");
                assertEquals(
                        target.fixture().accumulation() != Accumulation.SNAPSHOT,
                        one.accumulates(),
                        "accumulates() goes with what the fixture says becomes of former content");
            }
        }
    }

    @Test
    default void touchesNothingBeforeItIsOpened(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            try (MemberSink sink = target.create()) {
                sink.setupScript();
                sink.check();
                sink.check();
                sink.lastCommit(SinkUnderTest.COMMUNITY);
            }
            target.assertIntact("after a check");

            target.run(ContractExports.FIRST);
            try (MemberSink sink = target.create()) {
                sink.check();
            }
            target.assertIntact("after a check of a target that holds something");
        }
    }

    @Test
    default void writesEveryMemberAndValue(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            boolean nulCharacters = target.fixture().keeps().contains(KeptDetail.NUL_CHARACTER);

            target.run(ContractExports.everything(nulCharacters));
        }
    }

    /** Through the use case, which prepares several blocks at once. */
    @Test
    default void writesManyBlocksThatArePreparedSideBySide(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            target.run(ContractExports.large());
        }
    }

    @Test
    default void writesWhatIsPreparedInAnotherOrder(@TempDir Path directory) throws Exception {
        TestExport export = ContractExports.SECOND;
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            try (MemberSink sink = target.create();
                    SinkRun run = SinkUnderTest.open(sink, export)) {
                SinkRun.PreparedWrite last = run.prepare(export.blocks().get(2));
                SinkRun.PreparedWrite middle = run.prepare(export.blocks().get(1));
                run.write(export.blocks().get(0));
                middle.write();
                last.write();
                run.commit(export.metadata());
            }
            target.committed(export);
            target.assertIntact("after blocks were prepared in another order than written");
        }
    }

    @Test
    default void commitsAnExportWithoutMembers(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            target.run(ContractExports.empty());
        }
    }

    @Test
    default void commitsAnExportWithoutMembersOverAnother(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(this, directory)) {
            target.run(ContractExports.empty());
        }
    }

    @Test
    default void takesAMemberThatIsRepeated(@TempDir Path directory) throws Exception {
        try (SinkUnderTest target = SinkUnderTest.in(this, directory)) {
            target.run(ContractExports.repeating());
        }
    }
}
