package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.VariableValues;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSink.PreparedWrite;
import io.memberport.port.SinkContext;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one export file to sinks, in one pass and constant memory: reading, decoding and encoding overlap on the cores
 * there are, every sink gets all members in order, and sinks commit only once the whole file has been read and checked.
 *
 * <p>An instance is immutable and can run any number of transfers, one after the other or side by side.
 */
public final class ExportTransfer {

    private final String community;
    private final Path spoolDirectory;

    private ExportTransfer(String community, Path spoolDirectory) {
        this.community = Objects.requireNonNull(community, "community");
        this.spoolDirectory = Objects.requireNonNull(spoolDirectory, "spoolDirectory");
    }

    /**
     * A transfer for a community.
     *
     * @param community the community's API key name, which targets keep their commits by
     */
    public static ExportTransfer forCommunity(String community) {
        return new ExportTransfer(community, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Where a private copy of the file goes if a sink needs to read it twice; the system's default if not set. */
    public ExportTransfer withSpoolDirectory(Path directory) {
        return new ExportTransfer(community, directory);
    }

    /**
     * Reads the file and writes it to all sinks. A sink that fails is discarded, and the others go on; they do not
     * commit together, each is exact on its own. Closes the sinks in any case, the source in none.
     *
     * @param source the file
     * @param batchId the batch the file must be of; null to take what the file says
     * @param sinks at least one, none of them opened
     * @param listener hears of progress
     * @return what was read and where each sink stands, none of them {@link TargetResult.Outcome#FAILED}
     * @throws TargetsFailedException if a sink failed
     * @throws MemberportException if the file cannot be read, is malformed or incomplete, or the thread is interrupted;
     *     then no sink has committed, unless the interruption came while they were committing, one after the other
     */
    public ExportResult run(
            ExportFileSource source, @Nullable String batchId, List<MemberSink> sinks, ExportListener listener) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("no sinks");
        }
        List<SinkLane> lanes = sinks.stream().map(SinkLane::new).toList();
        try {
            if (sinks.stream().anyMatch(MemberSink::needsVariablesFirst)) {
                return readTwice(source, batchId, lanes, listener);
            }
            return write(source, new SinkContext(community, batchId, List.of()), lanes, listener);
        } finally {
            lanes.forEach(SinkLane::close);
        }
    }

    private ExportResult readTwice(
            ExportFileSource source, @Nullable String batchId, List<SinkLane> lanes, ExportListener listener) {
        if (source.isRereadable()) {
            List<ProfileVariable> variables = collectVariables(source, listener);
            return write(source, new SinkContext(community, batchId, variables), lanes, listener);
        }
        ExportFileSource.TransferProgress progress =
                (transferred, expected) -> listener.on(new ExportEvent.Spooling(transferred, expected));
        try (ExportFileSource copy = source.spool(spoolDirectory, progress)) {
            return readTwice(copy, batchId, lanes, listener);
        }
    }

    private static List<ProfileVariable> collectVariables(ExportFileSource source, ExportListener listener) {
        Set<ProfileVariable> variables = new LinkedHashSet<>();
        try (ExportStream stream = source.open()) {
            long[] members = {0};
            MemberPipeline.<VariablesSeen>run(stream, VariablesSeen::in, seen -> {
                variables.addAll(seen.variables());
                members[0] += seen.members();
                listener.on(new ExportEvent.CollectingVariables(
                        stream.transferredBytes(), stream.expectedBytes(), members[0]));
            });
        }
        return List.copyOf(variables);
    }

    private record VariablesSeen(int members, Set<ProfileVariable> variables) {

        static VariablesSeen in(MemberBlock block) {
            Set<ProfileVariable> variables = new LinkedHashSet<>();
            for (Member member : block.members()) {
                for (VariableValues entry : member.variables()) {
                    variables.add(entry.variable());
                }
            }
            return new VariablesSeen(block.members().size(), variables);
        }
    }

    private ExportResult write(
            ExportFileSource source, SinkContext context, List<SinkLane> lanes, ExportListener listener) {
        lanes.forEach(lane -> lane.open(context));
        failIfNoneIsAlive(lanes);
        ExportMetadata metadata;
        try (ExportStream stream = source.open()) {
            metadata = writeAll(stream, lanes, listener);
        }
        refuseAnotherBatch(source, context.batchId(), metadata);
        lanes.forEach(lane -> {
            lane.commit(community, metadata, listener);
            lane.close();
            listener.on(new ExportEvent.TargetFinished(lane.result()));
        });
        List<TargetResult> results = lanes.stream().map(SinkLane::result).toList();
        if (!lanes.stream().allMatch(SinkLane::isAlive)) {
            throw new TargetsFailedException(results);
        }
        return new ExportResult(metadata, results);
    }

    private static ExportMetadata writeAll(ExportStream stream, List<SinkLane> lanes, ExportListener listener) {
        Counts counts = new Counts();
        MemberPipeline.<PreparedBlock>run(stream, block -> PreparedBlock.of(block, lanes), prepared -> {
            prepared.write(lanes);
            failIfNoneIsAlive(lanes);
            counts.add(prepared.block());
            listener.on(new ExportEvent.Writing(
                    stream.transferredBytes(), stream.expectedBytes(), counts.members, counts.values));
        });
        return stream.metadata(counts.members, counts.values, counts.unrecognisedFields);
    }

    private static void failIfNoneIsAlive(List<SinkLane> lanes) {
        if (lanes.stream().noneMatch(SinkLane::isAlive)) {
            throw new TargetsFailedException(
                    lanes.stream().map(SinkLane::result).toList());
        }
    }

    private static void refuseAnotherBatch(
            ExportFileSource source, @Nullable String expected, ExportMetadata metadata) {
        String found = metadata.batchId();
        if (expected != null && found != null && !expected.equalsIgnoreCase(found)) {
            throw MemberportException.of(
                            FailureKind.MALFORMED_EXPORT,
                            "The " + source.description() + " holds the batch " + found + ", not " + expected
                                    + ". Nothing was written.")
                    .batchId(expected)
                    .build();
        }
    }

    private static final class Counts {
        private long members;
        private long values;
        private long unrecognisedFields;

        void add(MemberBlock block) {
            members += block.members().size();
            values += block.valueCount();
            unrecognisedFields += block.unrecognisedFieldCount();
        }
    }

    /** A block with what each lane made of it, in the order of the lanes. */
    private record PreparedBlock(MemberBlock block, List<PreparedWrite> writes) {

        static PreparedBlock of(MemberBlock block, List<SinkLane> lanes) {
            return new PreparedBlock(
                    block, lanes.stream().map(lane -> lane.prepare(block)).toList());
        }

        void write(List<SinkLane> lanes) {
            for (int i = 0; i < lanes.size(); i++) {
                lanes.get(i).write(writes.get(i));
            }
        }
    }
}
