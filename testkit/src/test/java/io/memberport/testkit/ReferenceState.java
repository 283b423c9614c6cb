package io.memberport.testkit;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.LastCommit;
import io.memberport.testkit.fixture.StoredValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one file of a {@link ReferenceSink}'s target: who committed what, and the values. */
record ReferenceState(@Nullable String community, ReferenceRecord commits, List<StoredValue> values) {

    static final ReferenceState EMPTY = new ReferenceState(null, ReferenceRecord.EMPTY, List.of());

    ReferenceState {
        values = List.copyOf(values);
    }

    /** Values without a commit. */
    static ReferenceState of(List<StoredValue> values) {
        return new ReferenceState(null, ReferenceRecord.EMPTY, values);
    }

    static ReferenceState read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return EMPTY;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String community = string(in);
            ReferenceRecord commits = community == null ? ReferenceRecord.EMPTY : commits(in);
            List<StoredValue> values = new ArrayList<>();
            while (in.available() > 0) {
                values.add(value(in));
            }
            return new ReferenceState(community, commits, values);
        }
    }

    private static ReferenceRecord commits(DataInputStream in) throws IOException {
        List<ReferenceRecord.Entry> entries = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            entries.add(new ReferenceRecord.Entry(commit(in), in.readBoolean(), variables(in)));
        }
        return new ReferenceRecord(entries);
    }

    private static LastCommit commit(DataInputStream in) throws IOException {
        return new LastCommit(
                string(in), String.valueOf(string(in)), instant(string(in)), instant(string(in)), string(in));
    }

    private static StoredValue value(DataInputStream in) throws IOException {
        return new StoredValue(
                String.valueOf(string(in)),
                string(in),
                string(in),
                string(in),
                flag(string(in)),
                number(string(in)),
                string(in),
                string(in),
                string(in));
    }

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            string(out, community);
            if (community != null) {
                write(out, commits);
            }
            for (StoredValue value : values) {
                write(out, value);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, ReferenceRecord commits) throws IOException {
        out.writeInt(commits.entries().size());
        for (ReferenceRecord.Entry entry : commits.entries()) {
            string(out, entry.commit().batchId());
            string(out, entry.commit().contentSha256());
            string(out, entry.commit().exportDate());
            string(out, entry.commit().lastSyncDate());
            string(out, entry.commit().policy());
            out.writeBoolean(entry.replaces());
            write(out, entry.variables());
        }
    }

    private static void write(DataOutputStream out, @Nullable List<ProfileVariable> variables) throws IOException {
        out.writeInt(variables == null ? -1 : variables.size());
        for (ProfileVariable variable : variables == null ? List.<ProfileVariable>of() : variables) {
            string(out, variable.id());
            string(out, variable.name());
            string(out, variable.dataTypeName());
            string(out, variable.sensitivity().isSensitive());
        }
    }

    private static @Nullable List<ProfileVariable> variables(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<ProfileVariable> variables = new ArrayList<>();
        for (int left = size; left > 0; left--) {
            variables.add(ProfileVariable.of(
                    String.valueOf(string(in)), string(in), string(in), Sensitivity.of(flag(string(in)))));
        }
        return size < 0 ? null : variables;
    }

    private static void write(DataOutputStream out, StoredValue value) throws IOException {
        string(out, value.memberId());
        string(out, value.variableId());
        string(out, value.variableName());
        string(out, value.dataType());
        string(out, value.sensitive());
        string(out, value.position());
        string(out, value.valueId());
        string(out, value.value());
        string(out, value.effectiveDate());
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return text == null ? null : Boolean.valueOf(text);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static @Nullable String string(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void string(DataOutputStream out, @Nullable Object content) throws IOException {
        if (content == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
