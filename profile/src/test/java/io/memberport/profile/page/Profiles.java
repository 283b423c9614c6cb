package io.memberport.profile.page;

import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.Content;
import io.memberport.profile.Content.NumberRange;
import io.memberport.profile.Content.Numbers;
import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import io.memberport.profile.Content.Period;
import io.memberport.profile.Content.Texts;
import io.memberport.profile.Content.Times;
import io.memberport.profile.Content.Withheld;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.TextPattern;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Profiles to make pages of. */
final class Profiles {

    static final long MEMBERS = 1_000;

    private Profiles() {}

    static ExportMetadata export(long members) {
        return new ExportMetadata(
                "0b6b3a1e-9f0c-4f6e-8f6f-2d7d8f6a1c11",
                null,
                Instant.parse("2026-03-01T04:12:33Z"),
                Instant.parse("2026-02-28T23:50:00Z"),
                "0".repeat(64),
                2_345_678,
                members,
                12_345,
                0);
    }

    static ExportProfile of(List<VariableProfile> variables, Finding... findings) {
        return new ExportProfile(export(MEMBERS), 10, variables, List.of(findings), List.of());
    }

    static ExportProfile of(VariableProfile... variables) {
        return of(List.of(variables));
    }

    static ExportProfile empty() {
        return new ExportProfile(export(0), 10, List.of(), List.of(), List.of());
    }

    /** One variable of each type, each both open and protected. */
    static ExportProfile mixed() {
        return of(List.of(
                variable("Full name", "string", Sensitivity.SENSITIVE, 981, texts()),
                variable("Loyalty points", "double", Sensitivity.NOT_SENSITIVE, 743, numbers()),
                variable("Member since", "datetime", Sensitivity.NOT_SENSITIVE, 1_000, times()),
                variable("Customer number", "identifier", Sensitivity.UNSTATED, 612, texts()),
                variable("Age group", "enum", Sensitivity.NOT_SENSITIVE, 930, options()),
                variable("Interests", "set", Sensitivity.NOT_SENSITIVE, 455, options()),
                variable("Health", "set", Sensitivity.SENSITIVE, 120, new Withheld()),
                variable("Income", "double", Sensitivity.UNSTATED, 88, new Withheld()),
                variable("Mood", "colour", Sensitivity.NOT_SENSITIVE, 3, texts())));
    }

    static VariableProfile named(@Nullable String name) {
        return variable(name, "enum", Sensitivity.NOT_SENSITIVE, 930, options());
    }

    static VariableProfile variable(
            @Nullable String name, String type, Sensitivity sensitivity, long filled, Content content) {
        boolean isSet = type.equals("set");
        return new VariableProfile(
                ProfileVariable.of("id of " + name, name, type, sensitivity),
                Math.min(MEMBERS, filled + 20),
                filled,
                isSet ? filled * 2 : filled,
                filled / 50,
                new DistinctCount(filled > 900 ? 123_456 : 12, filled <= 900),
                isSet ? bins(1, 2, 3, 4) : bins(1),
                content);
    }

    static Options options() {
        return new Options(
                List.of(
                        new Option("a", "25-34", 301),
                        new Option("b", "35-49", 246),
                        new Option("c", "18-24", 188),
                        new Option("d", "50-64", 120),
                        new Option(null, "65 or older", 61)),
                3,
                14,
                true);
    }

    static Numbers numbers() {
        return new Numbers(
                743,
                false,
                new NumberRange(-3, 24_120.4, 50_013.25, 74_999, 99_998.5),
                bins(12, 30, 41, 88, 120, 151, 140, 101, 60, 0, 0, 3));
    }

    static Times times() {
        return new Times(
                1_000,
                Instant.parse("2015-01-03T10:20:30Z"),
                Instant.parse("2025-12-30T22:00:00Z"),
                IntStream.range(0, 132)
                        .filter(month -> month % 7 != 3)
                        .mapToObj(month -> {
                            YearMonth at = YearMonth.of(2015, 1).plusMonths(month);
                            return new Period(at, at, 3 + (month * 37) % 11 + month / 20);
                        })
                        .toList());
    }

    static Texts texts() {
        return new Texts(
                4,
                3,
                28,
                bins(2, 9, 31, 90, 160, 210, 190, 120, 66, 30, 12, 4),
                Map.of(TextPattern.EMAIL, 700L, TextPattern.NUMBER, 12L));
    }

    /** From 1 on, each one wide. */
    static List<Bin> bins(long... counts) {
        return IntStream.range(0, counts.length)
                .mapToObj(i -> new Bin(i + 1, i + 1 == counts.length ? i + 1 : i + 2, counts[i]))
                .toList();
    }
}
