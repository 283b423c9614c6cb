package io.memberport.it.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.it.kill.Writer.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a harness tells a program that keeps its promises from one that does not. */
class KillHarnessTest {

    private static final String WRITER = Writer.class.getName();
    private static final KillPoint HALFWAY = KillPoint.entering(WRITER, "halfway");
    private static final KillPoint BEFORE_PUBLISHING = KillPoint.entering(WRITER, "publish");
    private static final KillPoint AFTER_PUBLISHING = KillPoint.leaving(WRITER, "publish");

    @TempDir
    Path directory;

    private FileTarget target = new FileTarget(Path.of("unused"));

    @BeforeEach
    void makeTarget() {
        target = new FileTarget(directory);
    }

    @Test
    void reportsWhatReadersSawAtEachPoint() throws Exception {
        KillPoint beforeMoving = KillPoint.entering("java.nio.file.Files", "move");
        KillPoint afterMoving = KillPoint.leaving("java.nio.file.Files", "move");
        KillPoint secondHalf =
                KillPoint.entering("java.nio.file.Files", "writeString").time(2);

        KillReport report = harness(Way.ATOMIC)
                .at(HALFWAY, beforeMoving, afterMoving, secondHalf)
                .repeatSays(Writer.SAID_WHEN_DONE_BEFORE)
                .run();

        assertEquals(8, report.kills().size(), report::toString);
        assertEquals(Set.of(Outcome.FORMER), report.outcomesAt(HALFWAY));
        assertEquals(Set.of(Outcome.FORMER), report.outcomesAt(beforeMoving));
        assertEquals(Set.of(Outcome.NEW), report.outcomesAt(afterMoving));
        assertEquals(Set.of(Outcome.FORMER), report.outcomesAt(secondHalf));
        assertEquals(6, report.count(Outcome.FORMER));
        assertEquals(2, report.count(Outcome.NEW));
        assertTrue(report.toString().contains("entering java.nio.file.Files.move: [FORMER]"), report::toString);
    }

    @Test
    void killsAsManyRunsAtRandomAsAskedFor() throws Exception {
        KillReport report = harness(Way.ATOMIC)
                .committingAt(BEFORE_PUBLISHING)
                .random(6, 42)
                .run();

        assertEquals(6, report.kills().size());
        assertEquals(42, report.seed());
        assertTrue(report.kills().stream().allMatch(kill -> kill.point() == null));
        assertTrue(report.kills().stream().anyMatch(kill -> kill.moment().endsWith("after " + BEFORE_PUBLISHING)));
        assertEquals(
                Set.of(InitialContent.values()),
                Set.copyOf(report.kills().stream().map(Kill::start).toList()));
    }

    @Test
    void findsATargetThatIsNeitherFormerNorNew() {
        String message = failureOf(harness(Way.IN_PLACE).at(HALFWAY));

        assertTrue(message.contains("Kill 1, " + HALFWAY + ", target EMPTY, seed 0"), message);
        assertTrue(message.contains("neither the former state nor the new one"), message);
        assertTrue(message.contains("\nseen: " + Writer.NEW.substring(0, Writer.NEW.length() / 2)), message);
    }

    @Test
    void findsARunThatFailsOnWhatAKilledOneLeft() {
        String message = failureOf(harness(Way.TAKES_LEFTOVERS_FOR_A_RUN).at(HALFWAY));

        assertTrue(message.contains("an undisturbed run fails: exit code 1"), message);
        assertTrue(message.contains("another run is at work"), message);
    }

    @Test
    void findsWhatIsLeftBeside() {
        String message = failureOf(harness(Way.LITTERS).at(BEFORE_PUBLISHING));

        assertTrue(message.contains("after the run that followed the kill there are leftovers: ["), message);
        assertTrue(message.contains("part-"), message);
    }

    @Test
    void findsARunThatForgetsWhatItDid() {
        String message = failureOf(harness(Way.FORGETS).repeatSays(Writer.SAID_WHEN_DONE_BEFORE));

        assertTrue(message.contains("should say '" + Writer.SAID_WHEN_DONE_BEFORE + "'"), message);
    }

    @Test
    void findsAReaderWhoSeesTheFormerStateAgain() throws Exception {
        RunLauncher runs = runs(Way.DELETES_FIRST);
        KillRound round = new KillRound(
                runs,
                target,
                InitialContent.EMPTY,
                KillRound.undisturbed(runs, target, InitialContent.EMPTY, null),
                null);

        String message =
                failureOf(() -> round.of(new KillMoment.At(AFTER_PUBLISHING), new KillMoment.At(HALFWAY), false));

        assertTrue(message.contains("a reader sees the former state, having seen the new one before"), message);
    }

    static Stream<KillPoint> pointsThatAreNeverReached() {
        return Stream.of(
                KillPoint.entering(WRITER, "renamedSince"),
                KillPoint.entering(WRITER + "Gone", "halfway"),
                KillPoint.leaving(WRITER, "publish").time(2),
                KillPoint.entering("java.lang.Object", "hashCode"));
    }

    @ParameterizedTest
    @MethodSource("pointsThatAreNeverReached")
    void findsAPointThatIsNeverReached(KillPoint point) {
        String message = failureOf(harness(Way.ATOMIC).at(point));

        assertTrue(message.contains("reach"), message);
        assertTrue(message.contains(point.toString()), message);
    }

    @Test
    void saysHowFarARunCame() {
        String message = failureOf(harness(Way.ATOMIC).at(BEFORE_PUBLISHING.time(2)));

        assertTrue(message.contains("the method was called 1 time; exit code 0"), message);
    }

    @Test
    void findsARunThatFailsWithoutAKill() {
        String message = failureOf(harness(Way.FAILS).at(HALFWAY));

        assertTrue(message.contains("fails: exit code 1"), message);
        assertTrue(message.contains("no room on the imaginary device"), message);
    }

    @Test
    void findsARunThatFailsBeforeItsKill() throws Exception {
        target.prepare(InitialContent.EMPTY);

        String message = failureOf(() -> runs(Way.FAILS).kill(new KillMoment.After(Duration.ofMinutes(1))));

        assertTrue(message.contains("failed before it was killed: exit code 1"), message);
    }

    @Test
    void doesNotCountARunThatEndsBeforeItsKill() throws Exception {
        RunLauncher runs = runs(Way.ATOMIC);
        KillRound round = new KillRound(
                runs,
                target,
                InitialContent.EMPTY,
                KillRound.undisturbed(runs, target, InitialContent.EMPTY, null),
                null);

        assertTrue(round.of(new KillMoment.After(Duration.ofMinutes(1)), null, false)
                .isEmpty());
    }

    @Test
    void findsARunThatDoesNotEnd() {
        String message = failureOf(harness(Way.HANGS).patience(Duration.ofSeconds(1)));

        assertTrue(message.contains("did not end within 1 s"), message);
        assertTrue(ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void findsACommandAfterWhichThereIsNothingToSee() {
        String message = failureOf(harness(Way.IDLE).at(HALFWAY));

        assertTrue(message.contains("changes nothing for a reader"), message);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void killsTheProgramThatAScriptStarts() throws Exception {
        String line = "'" + String.join("' '", target.commandLine(Way.ATOMIC)) + "'; exit $?";

        KillReport report = KillHarness.of(() -> new ProcessBuilder("sh", "-c", line), target)
                .at(HALFWAY, AFTER_PUBLISHING)
                .starts(InitialContent.EARLIER_EXPORT)
                .run();

        assertEquals(
                List.of(Outcome.FORMER, Outcome.NEW),
                report.kills().stream().map(Kill::outcome).toList());
    }

    private KillHarness harness(Way way) {
        return KillHarness.of(target.writtenBy(way), target);
    }

    private RunLauncher runs(Way way) {
        return new RunLauncher(target.writtenBy(way), Duration.ofMinutes(1));
    }

    private static String failureOf(KillHarness harness) {
        return failureOf(harness::run);
    }

    private static String failureOf(Executable broken) {
        return String.valueOf(assertThrows(AssertionError.class, broken).getMessage());
    }
}
