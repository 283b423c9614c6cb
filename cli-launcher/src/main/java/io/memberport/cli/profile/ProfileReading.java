package io.memberport.cli.profile;

import io.memberport.cli.command.CommandSession;
import io.memberport.cli.command.Connection;
import io.memberport.cli.command.LimitOptions;
import io.memberport.cli.command.PluginOptions;
import io.memberport.cli.command.PollOptions;
import io.memberport.cli.log.RunContext;
import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.PollSchedule;
import io.memberport.file.ExportFile;
import io.memberport.http.AlidaApi;
import io.memberport.model.ExportBatch;
import io.memberport.model.ExportMetadata;
import io.memberport.port.Deadline;
import io.memberport.port.ExportFileSource;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.tally.Profiler;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads exports to profile them.
 *
 * @param smallestGroup how many members must have an option, so that it is named
 * @param columnLimits the most variables that a wide layout has room for, by the programs that read it
 */
public record ProfileReading(CommandSession session, int smallestGroup, Map<String, Integer> columnLimits) {

    /** With the limits of all sinks there are. */
    public static ProfileReading of(CommandSession session, PluginOptions plugins, int smallestGroup) {
        Map<String, Integer> limits = new TreeMap<>();
        for (SinkCatalogue.Entry sink : plugins.sinks(session).usable()) {
            limits.putAll(sink.provider().columnLimits());
        }
        return new ProfileReading(session, smallestGroup, limits);
    }

    ExportProfile ofFile(Path path) {
        try (ExportFileSource source = ExportFile.onDisk(path, LimitOptions.limits(session.settings()))) {
            return profile(source);
        }
    }

    /** Waits for an export at Alida if necessary, and reads it over the network. */
    ExportProfile ofBatch(String batchId) {
        RunContext.concerns(batchId);
        try (AlidaApi api =
                Connection.of(session).downloading(session.settings()).open(session)) {
            return ofBatch(api, batchId, PollOptions.schedule(session.settings()));
        }
    }

    /** The same over a connection that is there. */
    public ExportProfile ofBatch(AlidaApi api, String batchId, PollSchedule schedule) {
        Deadline deadline = PollOptions.deadline(session, schedule);
        ExportBatch batch =
                PollOptions.poller(session, api, schedule).awaitSuccess(batchId, deadline, session.progress());
        try (ExportFileSource source = api.within(deadline).file(batch)) {
            return of(batch.id(), profile(source));
        }
    }

    private ExportProfile profile(ExportFileSource source) {
        return Profiler.profile(source, smallestGroup, columnLimits, RunContext.noting(session.progress()));
    }

    private static ExportProfile of(String batchId, ExportProfile profile) {
        ExportMetadata export = profile.export();
        String found = export.batchId();
        if (found != null && !found.equalsIgnoreCase(batchId)) {
            throw MemberportException.of(
                            FailureKind.MALFORMED_EXPORT,
                            "The file of the export " + batchId + " holds the batch " + found
                                    + ". No profile was made. Run again; if it stays so, ask Alida's support for this"
                                    + " export.")
                    .batchId(batchId)
                    .build();
        }
        return new ExportProfile(
                export.withBatchId(batchId),
                profile.smallestGroup(),
                profile.variables(),
                profile.findings(),
                profile.definitions());
    }
}
