package io.memberport.profile.tally;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.Finding.Kind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What has been counted of an export so far. Used by one thread at a time. */
final class ExportTally {

    /** Far more than a community has, and as many as there is memory for. */
    private static final int MOST_VARIABLES = 10_000;

    private final SharedRoom room = new SharedRoom();
    private final Scratch scratch = new Scratch();
    private final Map<String, VariableTally> variables = new LinkedHashMap<>();
    private final List<ProfileVariable> definitions = new ArrayList<>();
    private final RepetitionTally repeatedMembers = new RepetitionTally();
    private final BloomFilter seenMembers = new BloomFilter();

    /** Adds the next members. */
    void add(MemberBlock block) {
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            scratch.id().readMemberId(at);
            long member = scratch.id().hash();
            repeatedMembers.add(member);
            boolean isNew = seenMembers.add(member);
            while (at.nextVariable()) {
                if (tallyOf(at.variable()).add(at, isNew)) {
                    definitions.add(at.variable());
                }
            }
        }
    }

    private VariableTally tallyOf(ProfileVariable variable) {
        VariableTally known = variables.get(variable.id());
        if (known != null) {
            return known;
        }
        if (variables.size() == MOST_VARIABLES) {
            throw new MemberportException(
                    FailureKind.MALFORMED_EXPORT,
                    String.format(
                            Locale.ROOT,
                            "The export has more than %,d variables, the most that a profile can have and far more than"
                                    + " a community has. Ask Alida's support whether the export is right.",
                            MOST_VARIABLES));
        }
        VariableTally first = new VariableTally(variable, room, scratch);
        variables.put(variable.id(), first);
        return first;
    }

    /**
     * What all of it says.
     *
     * @param columnLimits how many variables a wide table can have at most, by the name of what holds it
     */
    ExportProfile profile(ExportMetadata export, int smallestGroup, Map<String, Integer> columnLimits) {
        return new ExportProfile(
                export.withVariables(null),
                smallestGroup,
                variables.values().stream()
                        .map(variable -> variable.profile(smallestGroup))
                        .toList(),
                findings(export, columnLimits),
                definitions);
    }

    private List<Finding> findings(ExportMetadata export, Map<String, Integer> columnLimits) {
        List<Finding> findings = new ArrayList<>();
        if (repeatedMembers.result() > 0) {
            findings.add(new Finding(Kind.DUPLICATE_MEMBERS, null, repeatedMembers.result(), null));
        }
        variables.values().forEach(variable -> variable.findings(findings::add));
        addSharedNames(findings);
        new TreeMap<>(columnLimits).forEach((target, most) -> {
            if (variables.size() > most) {
                findings.add(new Finding(Kind.TOO_MANY_COLUMNS, null, variables.size(), target));
            }
        });
        if (export.unrecognisedFields() > 0) {
            findings.add(new Finding(Kind.UNRECOGNISED_FIELDS, null, export.unrecognisedFields(), null));
        }
        return findings;
    }

    private void addSharedNames(List<Finding> findings) {
        Map<String, List<String>> namesByKey = new LinkedHashMap<>();
        for (VariableTally variable : variables.values()) {
            String name = variable.definition().name();
            if (name != null && !name.isBlank()) {
                namesByKey
                        .computeIfAbsent(key(name), first -> new ArrayList<>())
                        .add(name);
            }
        }
        for (List<String> names : namesByKey.values()) {
            if (names.size() > 1) {
                findings.add(new Finding(Kind.SHARED_NAMES, null, names.size(), names.get(0)));
            }
        }
    }

    /** What names have in common that differ only in case, blanks or the composition of accents. */
    private static String key(String name) {
        String folded = Normalizer.normalize(name.strip(), Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
