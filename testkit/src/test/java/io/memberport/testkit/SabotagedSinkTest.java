package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memberport.port.MemberSink;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** What had been written when it happened, in the order of opening, two writes and a commit. */
    @ParameterizedTest
    @CsvSource({"WRITE, 0", "HALFWAY, 1", "COMMIT, 3"})
    void strikesOnceAtItsPoint(BreakPoint point, int blocksWritten, @TempDir Path directory) throws Exception {
        Path pending = directory.resolve("pending");
        List<Integer> strikes = new ArrayList<>();
        ReferenceFixture fixture =
                new ReferenceFixture(directory, Flaw.NONE, Accumulation.SNAPSHOT, RepeatedMember.KEPT);
        try (SinkUnderTest target = SinkUnderTest.in(whole -> fixture, directory);
                MemberSink sink = SabotagedSink.at(point, target.create(), () -> strikes.add(blocksIn(pending)))) {
            SinkUnderTest.write(sink, ContractExports.FIRST);
            sink.commit(ContractExports.FIRST.metadata());
        }

        assertEquals(List.of(blocksWritten), strikes);
    }

    private static int blocksIn(Path pending) throws Exception {
        return !Files.exists(pending)
                ? 0
                : (int) ReferenceState.read(pending).values().stream()
                        .map(StoredValue::memberId)
                        .distinct()
                        .count();
    }
}
