package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is in an export file: its metadata, its variables and how often they occur; never a value. Keeps one entry for each
 * definition of a variable and none for a member, so memory is bounded whatever the length of the file. Immutable.
 */
public final class FileInspection {

    private final Map<ProfileVariable, Fill> variables = new LinkedHashMap<>();
    private final ExportMetadata metadata;

    /** How often a variable occurs. */
    public static final class Fill {

        private long members;
        private long filledMembers;
        private long values;

        private Fill() {}

        /** Members that have the variable, with or without values. */
        public long members() {
            return members;
        }

        /** Members that have at least one value other than null. */
        public long filledMembers() {
            return filledMembers;
        }

        /** Values, nulls included. */
        public long values() {
            return values;
        }

        private void add(MemberCursor at) {
            members++;
            values += at.valueCount();
            while (at.nextValue()) {
                if (at.kind() != Value.Kind.NULL) {
                    filledMembers++;
                    return;
                }
            }
        }
    }

    private FileInspection(ExportFileSource source, ExportListener listener) {
        try (ExportStream stream = source.open()) {
            String early = stream.head().batchId();
            ExportTransfer.identify(null, early, listener);
            this.metadata = stream.readToEnd((block, members) -> {
                count(block);
                listener.on(new ExportEvent.CollectingVariables(
                        stream.transferredBytes(), stream.expectedBytes(), members));
            });
            ExportTransfer.identify(early, metadata.batchId(), listener);
        }
    }

    /**
     * Reads a file strictly, from its beginning to its end.
     *
     * @param source stays the caller's to close
     * @param listener hears of {@link ExportEvent.BatchIdentified} and {@link ExportEvent.CollectingVariables} on the calling thread
     * @throws MemberportException as {@link ExportFileSource#open()} and {@link ExportStream} do; of kind {@link
     *     io.memberport.error.FailureKind#MALFORMED_EXPORT} if the file is malformed or incomplete
     */
    public static FileInspection of(ExportFileSource source, ExportListener listener) {
        return new FileInspection(source, listener);
    }

    /** What the file says of itself, and how much is in it. */
    public ExportMetadata metadata() {
        return metadata;
    }

    /** Every definition in the order of its first appearance. A variable that was renamed within the file has two. */
    public Map<ProfileVariable, Fill> variables() {
        return Collections.unmodifiableMap(variables);
    }

    private void count(MemberBlock block) {
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            while (at.nextVariable()) {
                variables.computeIfAbsent(at.variable(), first -> new Fill()).add(at);
            }
        }
    }
}
