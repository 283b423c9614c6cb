package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.SabotagedSink;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SabotagedSinkTest {

    /** A method that the port gains, and this class does not, would answer for no sink. */
    @Test
    void passesEveryQuestionOn() {
        MemberSink sabotaged = SabotagedSink.at(BreakPoint.COMMIT, new Recorder(new ArrayList<>()), run -> {});
        assertPassedOn(MemberSink.class, sabotaged.getClass());
        assertPassedOn(
                SinkRun.class,
                SinkUnderTest.open(sabotaged, ContractExports.FIRST).getClass());
    }

    private static void assertPassedOn(Class<?> port, Class<?> wrapper) {
        Set<String> asked = signatures(Arrays.stream(port.getMethods()).filter(method -> !isStatic(method)));
        Set<String> passedOn = signatures(Arrays.stream(wrapper.getDeclaredMethods()));
        asked.removeAll(passedOn);

        assertEquals(Set.of(), asked);
    }

    private static boolean isStatic(Method method) {
        return Modifier.isStatic(method.getModifiers());
    }

    private static Set<String> signatures(Stream<Method> methods) {
        return methods.map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({
        "WRITE, open STRIKE prepare write write commit close end",
        "HALFWAY, open prepare write STRIKE write commit close end",
        "COMMIT, open prepare write write STRIKE commit close end"
    })
    void strikesOnceAtItsPoint(BreakPoint point, String expected) {
        List<String> calls = new ArrayList<>();
        TestExport export = ContractExports.FIRST;
        try (MemberSink sink = SabotagedSink.at(point, new Recorder(calls), run -> calls.add("STRIKE"))) {
            try (SinkRun run = SinkUnderTest.open(sink, export)) {
                run.prepare(export.blocks().get(0)).write();
                run.write(export.blocks().get(1));
                run.commit(export.metadata());
            }
        }

        assertEquals(expected, String.join(" ", calls));
    }

    /** Remembers what was asked of it, and does nothing. */
    private record Recorder(List<String> calls) implements MemberSink {

        @Override
        public String description() {
            return "recorder";
        }

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return Optional.empty();
        }

        @Override
        public SinkRun open(SinkContext context) {
            calls.add("open");
            return new RecorderRun(calls);
        }

        @Override
        public void close() {
            calls.add("end");
        }
    }

    private record RecorderRun(List<String> calls) implements SinkRun {

        @Override
        public PreparedWrite prepare(MemberBlock block) {
            calls.add("prepare");
            return () -> write(block);
        }

        @Override
        public void write(MemberBlock block) {
            calls.add("write");
        }

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            calls.add("commit");
            return new CommitReceipt(0);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
