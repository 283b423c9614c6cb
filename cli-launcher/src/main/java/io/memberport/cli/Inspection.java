package io.memberport.cli;

import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is in an export file, read once from beginning to end. Keeps one entry for each definition of a variable, none for
 * a member.
 */
final class Inspection {

    private final Map<ProfileVariable, Fill> variables = new LinkedHashMap<>();
    private final ExportMetadata metadata;

    /** How often a variable occurs. */
    static final class Fill {

        private long members;
        private long filledMembers;
        private long values;

        /** Members that have the variable, with or without values. */
        long members() {
            return members;
        }

        /** Members that have at least one value other than null. */
        long filledMembers() {
            return filledMembers;
        }

        /** Values, nulls included. */
        long values() {
            return values;
        }

        private void add(VariableValues occurrence) {
            members++;
            values += occurrence.values().size();
            for (Value value : occurrence.values()) {
                if (value.kind() != Value.Kind.NULL) {
                    filledMembers++;
                    return;
                }
            }
        }
    }

    private Inspection(ExportFileSource source, ExportListener listener) {
        try (ExportStream stream = source.open()) {
            long members = 0;
            long values = 0;
            long unrecognised = 0;
            ExportStream.UndecodedMembers next = stream.next();
            while (next != null) {
                MemberBlock block = next.decode();
                block.members().forEach(this::count);
                members += block.members().size();
                values += block.valueCount();
                unrecognised += block.unrecognisedFieldCount();
                listener.on(new ExportEvent.CollectingVariables(
                        stream.transferredBytes(), stream.expectedBytes(), members));
                next = stream.next();
            }
            this.metadata = stream.metadata(members, values, unrecognised);
        }
    }

    /** Reads the file strictly, to its end. */
    static Inspection of(ExportFileSource source, ExportListener listener) {
        return new Inspection(source, listener);
    }

    ExportMetadata metadata() {
        return metadata;
    }

    /** Every definition in the order of its first appearance. A variable that was renamed midway has two. */
    Map<ProfileVariable, Fill> variables() {
        return variables;
    }

    private void count(Member member) {
        for (VariableValues occurrence : member.variables()) {
            variables
                    .computeIfAbsent(occurrence.variable(), first -> new Fill())
                    .add(occurrence);
        }
    }
}
