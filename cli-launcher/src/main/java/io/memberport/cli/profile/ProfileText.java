package io.memberport.cli.profile;

import io.memberport.cli.terminal.Printable;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.SinkOption;
import io.memberport.profile.Content;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.FigureText;
import io.memberport.profile.Finding;
import io.memberport.profile.FindingSentence;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.ProfileComparison.Difference;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A profile as a person reads it on a terminal: a summary, a table, and what is unusual. */
record ProfileText(ExportProfile profile, PrintStream out) {

    private static final String ABSENT = "-";
    private static final String ROW = "%-36s  %-10s  %-9s  %6s  %9s  %-28s  %s%n";
    private static final MathContext DIGITS = new MathContext(6);
    private static final int MOST_DECIMALS = 12;

    /** As many as a person reads; the JSON has them all. */
    private static final int MOST_SHOWN = 20;

    void summary() {
        ExportMetadata export = profile.export();
        out.println("batch:         " + Printable.text(Objects.requireNonNullElse(export.batchId(), ABSENT)));
        out.println("since:         " + (export.isFull() ? "(full export)" : export.sinceDatetime()));
        out.println("export date:   " + orAbsent(export.exportDate()));
        out.println("last sync:     " + orAbsent(export.lastSyncDate()));
        out.println("members:       " + export.members());
        out.println("values:        " + export.values());
        out.println("variables:     " + profile.variables().size() + " (" + count(Sensitivity.SENSITIVE)
                + " sensitive, " + count(Sensitivity.UNSTATED) + " unstated)");
        out.println("size:          " + Printable.bytes(export.contentBytes()) + " of JSON, sha-256 "
                + export.contentSha256());
    }

    private static String orAbsent(@Nullable Instant instant) {
        return instant == null ? ABSENT : instant.toString();
    }

    private long count(Sensitivity sensitivity) {
        return profile.variables().stream()
                .filter(variable -> variable.definition().sensitivity() == sensitivity)
                .count();
    }

    void table() {
        out.println();
        out.printf(ROW, "VARIABLE", "TYPE", "SENSITIVE", "FILL", "DISTINCT", "CONTENT", "NAME");
        profile.variables().forEach(this::row);
    }

    private void row(VariableProfile variable) {
        ProfileVariable definition = variable.definition();
        out.printf(
                ROW,
                Printable.text(definition.id()),
                Printable.text(Objects.requireNonNullElse(definition.dataTypeName(), ABSENT)),
                definition.sensitivity().word(),
                percent(profile.fill(variable)),
                distinct(variable.distinctValues()),
                content(variable.content()),
                Printable.text(Objects.requireNonNullElse(definition.name(), ABSENT)));
    }

    private static String percent(double share) {
        return FigureText.percentText(share) + "%";
    }

    private static String distinct(DistinctCount count) {
        return (count.isExact() ? "" : "~") + count.count();
    }

    private static String content(Content content) {
        if (content instanceof Content.Options options) {
            long count = options.options().size() + options.otherOptions();
            return (options.complete() ? "" : "about ") + Printable.count(count, "option", "options");
        }
        if (content instanceof Content.Numbers numbers) {
            Content.NumberRange range = numbers.range();
            return range == null
                    ? "no numbers"
                    : number(range.minimum()) + " to " + number(range.maximum()) + ", median " + number(range.median());
        }
        if (content instanceof Content.Times times) {
            return times.earliest() == null ? "no times" : date(times.earliest()) + " to " + date(times.latest());
        }
        if (content instanceof Content.Texts texts) {
            String shortest = texts.shortest() == texts.longest() ? "" : texts.shortest() + " to ";
            return texts.longest() == 0
                    ? "no texts"
                    : shortest + Printable.count(texts.longest(), "character", "characters");
        }
        return "withheld";
    }

    private static String number(double number) {
        BigDecimal digits = new BigDecimal(number, DIGITS).stripTrailingZeros();
        int scale = digits.scale();
        return scale > -DIGITS.getPrecision() && scale < MOST_DECIMALS ? digits.toPlainString() : digits.toString();
    }

    private static LocalDate date(@Nullable Instant instant) {
        return Objects.requireNonNull(instant, "instant").atZone(ZoneOffset.UTC).toLocalDate();
    }

    void findings() {
        if (!profile.findings().isEmpty()) {
            out.println();
            out.println("Unusual:");
            profile.findings().stream().limit(MOST_SHOWN).forEach(finding -> out.println("  " + sentence(finding)));
            more(profile.findings().size());
        }
    }

    private void more(int all) {
        if (all > MOST_SHOWN) {
            out.println("  and " + (all - MOST_SHOWN) + " more; --output json has them all");
        }
    }

    private String sentence(Finding finding) {
        FindingSentence sentence = FindingSentence.of(finding, profile);
        String name =
                switch (sentence.about()) {
                    case NOTHING -> "";
                    case VARIABLE -> Printable.text(String.valueOf(finding.variableId()));
                    case SUBJECT -> Printable.text(String.valueOf(finding.subject()));
                };
        return sentence.before() + name + sentence.after();
    }

    void comparison(ProfileComparison comparison) {
        out.println();
        out.println("Compared with the export of "
                + Objects.requireNonNullElse(comparison.earlierExportDate(), "an unknown date") + ", which had "
                + Printable.count(comparison.earlierMembers(), "member", "members")
                + (comparison.earlierIsFull() ? "" : " that had changed") + growth(comparison) + ":");
        if (comparison.differences().isEmpty()) {
            out.println("  no variable differs");
        }
        comparison.differences().stream().limit(MOST_SHOWN).forEach(difference -> out.println("  " + line(difference)));
        more(comparison.differences().size());
    }

    /** Only all members can be compared with all members. */
    private String growth(ProfileComparison comparison) {
        long more = profile.export().members() - comparison.earlierMembers();
        return comparison.earlierIsFull() && profile.export().isFull()
                ? String.format(Locale.ROOT, " (%+,d)", more)
                : "";
    }

    private static String line(Difference difference) {
        String kinds = difference.kinds().stream()
                .sorted()
                .map(kind -> words(kind, difference))
                .collect(Collectors.joining(", "));
        ProfileVariable variable = Objects.requireNonNull(
                difference.after() == null ? difference.before() : difference.after(), "one of them is there");
        String name = variable.name() == null ? "" : Printable.text(variable.name()) + " ";
        return kinds + ": " + name + "(id " + Printable.text(variable.id()) + ")";
    }

    private static String words(ProfileComparison.Kind kind, Difference difference) {
        ProfileVariable before = difference.before();
        String word = SinkOption.wireName(kind);
        return switch (kind) {
            case RENAMED -> word + from(before == null ? null : before.name());
            case RETYPED -> word + from(before == null ? null : before.dataTypeName());
            case SENSITIVITY ->
                before == null || difference.after() == null
                        ? word
                        : "sensitive " + before.sensitivity().word() + " to "
                                + difference.after().sensitivity().word();
            case FULLER, EMPTIER ->
                word + " (" + percent(difference.fillBefore()) + " to " + percent(difference.fillAfter()) + ")";
            case NEW, GONE -> word;
        };
    }

    private static String from(@Nullable String former) {
        return former == null ? "" : " from " + Printable.text(former);
    }
}
