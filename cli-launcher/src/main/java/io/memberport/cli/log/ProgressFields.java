package io.memberport.cli.log;

import io.memberport.cli.terminal.Printable;
import io.memberport.export.ExportEvent;
import io.memberport.export.TargetResult;
import io.memberport.port.SinkOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an event has for programs to read. */
final class ProgressFields {

    private static final double MILLIS_PER_SECOND = 1000;

    private ProgressFields() {}

    /** Adds the phase and its numbers. */
    static JsonLine add(ExportEvent event, JsonLine line) {
        if (event instanceof ExportEvent.BatchPolled polled) {
            return line.with("phase", "wait")
                    .with("status", SinkOption.wireName(polled.status()))
                    .with("waitedSeconds", seconds(polled.waited()))
                    .with("nextRequestSeconds", seconds(polled.nextLook()));
        } else if (event instanceof ExportEvent.Spooling spooling) {
            return bytes(line.with("phase", "download"), spooling.transferredBytes(), spooling.expectedBytes());
        } else if (event instanceof ExportEvent.CollectingVariables collecting) {
            return bytes(line.with("phase", "collect"), collecting.transferredBytes(), collecting.expectedBytes())
                    .with("members", collecting.members());
        } else if (event instanceof ExportEvent.Writing writing) {
            return bytes(line.with("phase", "write"), writing.transferredBytes(), writing.expectedBytes())
                    .with("members", writing.members())
                    .with("values", writing.values());
        } else if (event instanceof ExportEvent.TransferResumed resumed) {
            return bytes(line.with("phase", "resume"), resumed.atByte(), resumed.expectedBytes());
        } else if (event instanceof ExportEvent.TransferRestarted restarted) {
            return line.with("phase", "restart")
                    .with("kind", SinkOption.wireName(restarted.reason().kind()))
                    .with("pauseSeconds", seconds(restarted.pause()));
        } else if (event instanceof ExportEvent.VariablesCompared compared) {
            return line.with("phase", "compare")
                    .with("target", Printable.text(compared.target()))
                    .with("basis", SinkOption.wireName(compared.drift().basis()))
                    .with("changedVariables", compared.drift().changes().size());
        } else if (event instanceof ExportEvent.Committing committing) {
            return line.with("phase", "commit").with("target", Printable.text(committing.target()));
        } else if (event instanceof ExportEvent.TargetFinished finished) {
            return finished(line.with("phase", "finish"), finished.result());
        }
        return line;
    }

    private static JsonLine bytes(JsonLine line, long bytes, long expected) {
        return line.with("bytes", bytes).with("expectedBytes", known(expected));
    }

    private static JsonLine finished(JsonLine line, TargetResult result) {
        return line.with("target", Printable.text(result.target()))
                .with("outcome", Printable.outcome(result.outcome()))
                .with("rows", result.rows())
                .with("departedMembers", result.departed());
    }

    private static @Nullable Long known(long number) {
        return number < 0 ? null : number;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
