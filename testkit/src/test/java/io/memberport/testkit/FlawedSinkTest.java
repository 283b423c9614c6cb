package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.memberport.testkit.fixture.RepeatedMember;
import io.memberport.testkit.fixture.SinkFixture;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each test of the contract fails for a sink that breaks the promise it is about. */
class FlawedSinkTest {

    private static final ThreadLocal<Flaw> FLAW = ThreadLocal.withInitial(() -> Flaw.NONE);

    /** Not found by the build's own run, whose pattern its name does not fit. */
    static final class FlawedSink implements MemberSinkContract {

        @Override
        public SinkFixture newFixture(Path directory) {
            return new ReferenceFixture(directory, FLAW.get(), FLAW.get().accumulation(), RepeatedMember.KEPT);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isFoundOut(Flaw flaw) {
        assertEquals(new TreeSet<>(flaw.foundBy()), failing(flaw, flaw.foundBy()));
    }

    @Test
    void leavesNoTestOfTheContractWithoutAFlawThatItFinds() {
        Set<String> finding = Stream.of(Flaw.values())
                .flatMap(flaw -> flaw.foundBy().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(contract(), finding);
    }

    private static Set<String> contract() {
        return Arrays.stream(MemberSinkContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Which of some tests fail. */
    private static Set<String> failing(Flaw flaw, List<String> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream()
                        .map(test -> selectMethod(FlawedSink.class, test, Path.class))
                        .toList())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        List<String> failed = new ArrayList<>();
        FLAW.set(flaw);
        try {
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (test.isTest() && result.getStatus() == TestExecutionResult.Status.FAILED) {
                        failed.add(test.getDisplayName().replaceFirst("\\(.*", ""));
                    }
                }
            });
        } finally {
            FLAW.remove();
        }
        return new TreeSet<>(failed);
    }
}
