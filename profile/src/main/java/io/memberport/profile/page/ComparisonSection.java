package io.memberport.profile.page;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.ProfileComparison.Difference;
import io.memberport.profile.ProfileComparison.Kind;
import io.memberport.profile.VariableProfile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is different from an earlier export. */
final class ComparisonSection {

    /** With more, it is another export rather than a later one. */
    private static final int MOST = 200;

    private ComparisonSection() {}

    static void write(Html html, ExportProfile profile, ProfileComparison comparison, Variables variables)
            throws IOException {
        html.open("section").element("h2", "What changed", "id", "changes").line();
        html.element("p", members(profile, comparison));
        if (comparison.differences().isEmpty()) {
            html.element("p", "No difference was found in the variables.");
        } else {
            html.open("ul", "class", "changes");
            List<Difference> differences = comparison.differences();
            for (Difference difference : differences.subList(0, Math.min(MOST, differences.size()))) {
                difference(html, difference, variables);
            }
            html.close();
            if (differences.size() > MOST) {
                html.element("p", "And " + Figures.count(differences.size() - MOST) + " more.");
            }
        }
        html.close().line();
    }

    private static String members(ExportProfile profile, ProfileComparison comparison) {
        String earlier = comparison.earlierExportDate() == null
                ? "the earlier export"
                : "the export of " + Figures.date(comparison.earlierExportDate());
        if (!profile.export().isFull() || !comparison.earlierIsFull()) {
            return "Compared with " + earlier
                    + ". An incremental export has only members that changed, so what it lacks"
                    + " says nothing, and fill is compared only between full exports.";
        }
        long more = profile.export().members() - comparison.earlierMembers();
        String change = more == 0
                ? "as many members as "
                : Figures.count(Math.abs(more), "member", "members") + (more > 0 ? " more than " : " fewer than ");
        return "This export has " + change + earlier + ", which had " + Figures.count(comparison.earlierMembers())
                + ".";
    }

    private static void difference(Html html, Difference difference, Variables variables) throws IOException {
        html.open("li").open("h3");
        name(html, difference, variables);
        html.close();
        List<Kind> kinds = difference.kinds().stream().sorted().toList();
        html.open("p");
        for (Kind kind : kinds) {
            html.element("span", tag(kind), "class", "tag " + tone(kind)).text(" ");
        }
        for (Kind kind : kinds) {
            explain(html, kind, difference);
        }
        html.close().close().line();
    }

    private static void name(Html html, Difference difference, Variables variables) throws IOException {
        ProfileVariable after = difference.after();
        Optional<VariableProfile> now = variables.find(after == null ? null : after.id());
        if (now.isPresent()) {
            variables.link(html, now.get());
        } else {
            Names.write(html, nameOf(after == null ? difference.before() : after));
        }
    }

    private static @Nullable String nameOf(@Nullable ProfileVariable variable) {
        return variable == null ? null : variable.name();
    }

    private static String tag(Kind kind) {
        return switch (kind) {
            case NEW -> "New";
            case GONE -> "Gone";
            case RENAMED -> "Renamed";
            case RETYPED -> "Other type";
            case SENSITIVITY -> "Sensitivity";
            case FULLER -> "Fuller";
            case EMPTIER -> "Emptier";
        };
    }

    private static String tone(Kind kind) {
        return switch (kind) {
            case NEW, FULLER -> "good";
            case GONE, EMPTIER -> "bad";
            case RENAMED, RETYPED -> "other";
            case SENSITIVITY -> "kept";
        };
    }

    private static void explain(Html html, Kind kind, Difference difference) throws IOException {
        String before = Figures.percent(difference.fillBefore());
        String after = Figures.percent(difference.fillAfter());
        switch (kind) {
            case NEW ->
                html.text("The earlier export did not have it. Now " + after + " of the members have a value. ");
            case GONE -> html.text("This export does not have it. Before, " + before + " of the members had a value. ");
            case RENAMED -> {
                html.text("It was called ");
                Names.write(html, nameOf(difference.before())).text(". ");
            }
            case RETYPED ->
                html.text("Its type was " + type(difference.before()) + " and is " + type(difference.after()) + ". ");
            case SENSITIVITY ->
                html.text("Now it is " + sensitivity(difference.after()) + "; before, it was "
                        + sensitivity(difference.before()) + ". ");
            case FULLER -> html.text("Filled for " + after + " of the members, up from " + before + ". ");
            case EMPTIER -> html.text("Filled for " + after + " of the members, down from " + before + ". ");
        }
    }

    private static String type(@Nullable ProfileVariable variable) {
        return variable == null ? Figures.NONE : "“" + Words.type(variable) + "”";
    }

    private static String sensitivity(@Nullable ProfileVariable variable) {
        return switch (variable == null ? Sensitivity.UNSTATED : variable.sensitivity()) {
            case SENSITIVE -> "sensitive";
            case NOT_SENSITIVE -> "not sensitive";
            case UNSTATED -> "not stated whether it is sensitive";
        };
    }
}
