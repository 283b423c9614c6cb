package io.memberport.sink.jdbc.layout;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.layout.MemberDocument.Variable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the document that a target holds of a member up to date with the one that an export of changes holds of it,
 * which has only the variables that changed.
 */
final class DocumentMerge {

    private static final String MALFORMED_FORMER =
            "A member's document in the target is not well-formed JSON any more, so its variables that did not "
                    + "change cannot be kept. Write a full export to the target.";

    private static final String MALFORMED_UPDATE =
            "A member's document in the export was read once and cannot be read again. Please report this.";

    private DocumentMerge() {}

    /**
     * Merges two documents of one member. The result is the update, byte for byte, to whose {@code variables} are
     * appended, byte for byte too, those of the former document whose {@code id} none of the update's has. Of the former
     * document nothing else remains.
     *
     * <p>Variables without a string for an {@code id} count as those of one more id. A {@code variables} that is not an
     * array counts as one without elements, and gives way to an array if there is something to append.
     *
     * @param former as the target gave it back: as it was stored, or with white space and the order of fields changed, as
     *     some databases do; JSON of another kind than an object has no variables
     * @param update as it stands in the export
     * @return {@code update} itself if nothing is to be appended
     * @throws MemberportException if a document is not well-formed JSON; the message shows nothing of it. An update is
     *     not looked at if the former document has no variables
     */
    static Text merge(Text former, Text update) {
        MemberDocument before = read(former, FailureKind.TARGET, MALFORMED_FORMER);
        if (before.variables().isEmpty()) {
            return update;
        }
        MemberDocument now = read(update, FailureKind.BUG, MALFORMED_UPDATE);
        List<Variable> unchanged = unchanged(before, now);
        return unchanged.isEmpty() || !now.isObject() ? update : now.with(unchanged, before);
    }

    private static List<Variable> unchanged(MemberDocument before, MemberDocument now) {
        Set<@Nullable String> changed = new HashSet<>();
        for (Variable variable : now.variables()) {
            changed.add(variable.id());
        }
        return before.variables().stream()
                .filter(variable -> !changed.contains(variable.id()))
                .toList();
    }

    private static MemberDocument read(Text json, FailureKind kind, String message) {
        try {
            return MemberDocument.read(json);
        } catch (IOException malformed) {
            // The cause is not attached: its message quotes the document.
            throw new MemberportException(kind, message);
        }
    }
}
