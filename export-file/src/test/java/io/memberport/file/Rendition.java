package io.memberport.file;

import io.memberport.file.MemorySource.Document;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import org.jspecify.annotations.Nullable;

/** Writes down everything a document was read as, so that a person can compare it with the document. */
final class Rendition {

    private final StringBuilder lines = new StringBuilder();

    static String of(Document document) {
        Rendition rendition = new Rendition();
        rendition.header(document.metadata());
        for (MemberBlock block : document.blocks()) {
            block.members().forEach(rendition::member);
        }
        return rendition.lines.toString();
    }

    private void header(ExportMetadata metadata) {
        line(
                "",
                "batch",
                metadata.batchId(),
                "since",
                metadata.sinceDatetime(),
                "export",
                metadata.exportDate(),
                "sync",
                metadata.lastSyncDate());
        line("", "members", metadata.members(), "values", metadata.values(), "unknown", metadata.unrecognisedFields());
    }

    private void member(Member member) {
        line("", "member", string(member.id()));
        for (VariableValues entry : member.variables()) {
            ProfileVariable variable = entry.variable();
            line(
                    "  ",
                    variable.id(),
                    quoted(variable.name()),
                    variable.dataType(),
                    variable.dataTypeName(),
                    variable.sensitivity(),
                    "effective",
                    string(entry.effectiveDate()));
            for (Value value : entry.values()) {
                line("    ", value.kind(), string(value.text()), "id", string(value.id()));
            }
        }
    }

    private static @Nullable String string(@Nullable Text text) {
        return text == null ? null : quoted(text.asString());
    }

    /** In quotes, with everything that a person could not tell apart as an escape. */
    private static @Nullable String quoted(@Nullable String string) {
        if (string == null) {
            return null;
        }
        StringBuilder quoted = new StringBuilder("\"");
        string.codePoints().forEach(c -> {
            if (c < ' ' || c == 0x7f || c == 0x2028 || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    private void line(String indent, @Nullable Object... words) {
        lines.append(indent);
        for (int i = 0; i < words.length; i++) {
            lines.append(i == 0 ? "" : " ").append(words[i]);
        }
        lines.append('\n');
    }
}
