package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
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

    /** A method that the port gains, and this class does not, would answer for nobody. */
    @Test
    void passesEveryQuestionOn() {
        Set<String> asked =
                signatures(Arrays.stream(MemberSink.class.getMethods()).filter(method -> !isStatic(method)));
        Set<String> passedOn = signatures(Arrays.stream(SabotagedSink.class.getDeclaredMethods()));
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
        "WRITE, open STRIKE prepare write write commit close",
        "HALFWAY, open prepare write STRIKE write commit close",
        "COMMIT, open prepare write write STRIKE commit close"
    })
    void strikesOnceAtItsPoint(BreakPoint point, String expected) {
        List<String> calls = new ArrayList<>();
        TestExport export = ContractExports.FIRST;
        try (MemberSink sink = SabotagedSink.at(point, new Recorder(calls), () -> calls.add("STRIKE"))) {
            SinkUnderTest.open(sink, export);
            sink.prepare(export.blocks().get(0)).write();
            sink.write(export.blocks().get(1));
            sink.commit(export.metadata());
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
        public void open(SinkContext context) {
            calls.add("open");
        }

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
