package io.memberport.profile.json;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.SinkOption;
import io.memberport.profile.Content;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.ProfileComparison.Difference;
import io.memberport.profile.TextPattern;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A profile as a JSON document: components are fields, in their order. The first fields are those that {@code memberport inspect} has.
 *
 * @param comparison null if the profile was not compared with another; it is not read
 */
record ProfileDocument(
        @JsonDeserialize(using = KnownSchema.class) int schemaVersion,
        @Nullable String batchId,
        @Nullable Instant sinceDatetime,
        @Nullable Instant exportDate,
        @Nullable Instant lastSyncDate,
        long members,
        long values,
        long bytes,
        String contentSha256,
        long unrecognisedFields,
        int smallestGroup,
        List<VariableDocument> variables,
        List<FindingDocument> findings,
        @Nullable ComparisonDocument comparison) {

    static final int SCHEMA_VERSION = 1;

    ProfileDocument {
        Objects.requireNonNull(contentSha256, "contentSha256");
        variables = List.copyOf(variables);
        findings = List.copyOf(findings);
    }

    /** A variable; one of the last four is there, unless nothing of the values may be told. */
    record VariableDocument(
            String id,
            @Nullable String name,
            @Nullable String dataType,
            String sensitive,
            long members,
            long filledMembers,
            double fillPercent,
            long values,
            long nulls,
            DistinctCount distinctValues,
            List<Bin> valuesPerMember,
            Content.@Nullable Options options,
            Content.@Nullable Numbers numbers,
            Content.@Nullable Times times,
            @Nullable TextsDocument texts) {

        VariableDocument {
            Objects.requireNonNull(id, "id");
            // Refuses an unknown word.
            sensitivity(sensitive);
            Objects.requireNonNull(distinctValues, "distinctValues");
            if (filledMembers < 0 || filledMembers > members) {
                throw new IllegalArgumentException("filledMembers are more than members, or less than none");
            }
            valuesPerMember = List.copyOf(valuesPerMember);
        }

        static VariableDocument of(VariableProfile variable, double fill) {
            ProfileVariable definition = variable.definition();
            Content content = variable.content();
            return new VariableDocument(
                    definition.id(),
                    definition.name(),
                    definition.dataTypeName(),
                    definition.sensitivity().word(),
                    variable.members(),
                    variable.filledMembers(),
                    percent(fill),
                    variable.values(),
                    variable.nulls(),
                    variable.distinctValues(),
                    variable.valuesPerMember(),
                    content instanceof Content.Options options ? options : null,
                    content instanceof Content.Numbers numbers ? numbers : null,
                    content instanceof Content.Times times ? times : null,
                    content instanceof Content.Texts texts ? TextsDocument.of(texts) : null);
        }

        VariableProfile profile() {
            return new VariableProfile(
                    ProfileVariable.of(id, name, dataType, sensitivity(sensitive)),
                    members,
                    filledMembers,
                    values,
                    nulls,
                    distinctValues,
                    valuesPerMember,
                    content());
        }

        private Content content() {
            return Stream.of(options, numbers, times, texts == null ? null : texts.content())
                    .filter(Objects::nonNull)
                    .map(Content.class::cast)
                    .findFirst()
                    .orElseGet(Content.Withheld::new);
        }
    }

    /** Texts, by the names of what they look like. */
    record TextsDocument(long empty, long shortest, long longest, List<Bin> lengths, Map<String, Long> looks) {

        TextsDocument {
            lengths = List.copyOf(lengths);
            looks.values().forEach(Objects::requireNonNull);
        }

        static TextsDocument of(Content.Texts texts) {
            Map<String, Long> looks = new LinkedHashMap<>();
            for (TextPattern pattern : TextPattern.values()) {
                Long count = texts.looks().get(pattern);
                if (count != null) {
                    looks.put(SinkOption.wireName(pattern), count);
                }
            }
            return new TextsDocument(texts.empty(), texts.shortest(), texts.longest(), texts.lengths(), looks);
        }

        Content content() {
            Map<TextPattern, Long> known = new EnumMap<>(TextPattern.class);
            looks.forEach((name, count) ->
                    constant(TextPattern.values(), name).ifPresent(pattern -> known.put(pattern, count)));
            return new Content.Texts(empty, shortest, longest, lengths, known);
        }
    }

    /** Something unusual. */
    record FindingDocument(
            String kind,
            @Nullable String variableId,
            long count,
            @Nullable String subject) {

        FindingDocument {
            Objects.requireNonNull(kind, "kind");
        }

        static FindingDocument of(Finding finding) {
            return new FindingDocument(
                    SinkOption.wireName(finding.kind()), finding.variableId(), finding.count(), finding.subject());
        }

        Optional<Finding> finding() {
            return constant(Finding.Kind.values(), kind).map(known -> new Finding(known, variableId, count, subject));
        }
    }

    /** How it differs from an earlier profile. */
    record ComparisonDocument(
            @Nullable Instant earlierExportDate,
            boolean earlierIsFull,
            long earlierMembers,
            List<DifferenceDocument> differences) {

        static ComparisonDocument of(ProfileComparison comparison) {
            return new ComparisonDocument(
                    comparison.earlierExportDate(),
                    comparison.earlierIsFull(),
                    comparison.earlierMembers(),
                    comparison.differences().stream()
                            .map(DifferenceDocument::of)
                            .toList());
        }
    }

    /** A variable that differs. */
    record DifferenceDocument(
            List<String> kinds,
            @Nullable DefinitionDocument before,
            @Nullable DefinitionDocument after,
            double fillPercentBefore,
            double fillPercentAfter) {

        static DifferenceDocument of(Difference difference) {
            return new DifferenceDocument(
                    difference.kinds().stream()
                            .sorted()
                            .map(SinkOption::wireName)
                            .toList(),
                    DefinitionDocument.of(difference.before()),
                    DefinitionDocument.of(difference.after()),
                    percent(difference.fillBefore()),
                    percent(difference.fillAfter()));
        }
    }

    /** What a variable is, or was. */
    record DefinitionDocument(
            String id, @Nullable String name, @Nullable String dataType, String sensitive) {

        static @Nullable DefinitionDocument of(@Nullable ProfileVariable variable) {
            return variable == null
                    ? null
                    : new DefinitionDocument(
                            variable.id(),
                            variable.name(),
                            variable.dataTypeName(),
                            variable.sensitivity().word());
        }
    }

    static ProfileDocument of(ExportProfile profile, @Nullable ProfileComparison comparison) {
        ExportMetadata export = profile.export();
        return new ProfileDocument(
                SCHEMA_VERSION,
                export.batchId(),
                export.sinceDatetime(),
                export.exportDate(),
                export.lastSyncDate(),
                export.members(),
                export.values(),
                export.contentBytes(),
                export.contentSha256(),
                export.unrecognisedFields(),
                profile.smallestGroup(),
                profile.variables().stream()
                        .map(variable -> VariableDocument.of(variable, profile.fill(variable)))
                        .toList(),
                profile.findings().stream().map(FindingDocument::of).toList(),
                comparison == null ? null : ComparisonDocument.of(comparison));
    }

    ExportProfile profile() {
        List<VariableProfile> profiles =
                variables.stream().map(VariableDocument::profile).toList();
        return new ExportProfile(
                new ExportMetadata(
                        batchId,
                        sinceDatetime,
                        exportDate,
                        lastSyncDate,
                        contentSha256,
                        bytes,
                        members,
                        values,
                        unrecognisedFields),
                smallestGroup,
                profiles,
                findings.stream().flatMap(finding -> finding.finding().stream()).toList(),
                profiles.stream().map(VariableProfile::definition).toList());
    }

    /** The number of variables, never a label. */
    @Override
    public String toString() {
        return "ProfileDocument[" + variables.size() + " variables]";
    }

    private static double percent(double share) {
        return Math.round(share * 1000) / 10.0;
    }

    private static Sensitivity sensitivity(String word) {
        return Arrays.stream(Sensitivity.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an unknown sensitivity"));
    }

    /** A constant by the name that it has in the document; empty if a later version has written it. */
    private static <E extends Enum<E>> Optional<E> constant(E[] constants, String name) {
        return Arrays.stream(constants)
                .filter(constant -> SinkOption.wireName(constant).equals(name))
                .findFirst();
    }
}
