package io.memberport.profile.page;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Sensitivity;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.VariableProfile;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The export in a few sentences for a reader who knows nothing of it, and a picture of how full it is. */
final class SummarySection {

    private SummarySection() {}

    static void write(Html html, ExportProfile profile, @Nullable ProfileComparison comparison, Variables variables)
            throws IOException {
        html.open("section", "class", "summary").element("h2", "In short").line();
        html.open("p").text(amount(profile)).text(secrets(variables));
        fill(html, variables);
        html.text(attention(profile, comparison)).close().line();
        if (!profile.export().isFull()) {
            html.element(
                    "p",
                    "This is an incremental export: it has only members that changed, so all figures are of these"
                            + " members, not of the whole community.");
        }
        picture(html, profile, variables);
        html.close().line();
    }

    private static String amount(ExportProfile profile) {
        ExportMetadata export = profile.export();
        if (export.members() == 0) {
            return "The export has no members. ";
        }
        return Figures.count(export.members(), "member has ", "members have ")
                + Figures.count(profile.variables().size(), "variable", "variables") + " with "
                + Figures.count(export.values(), "value", "values") + ". ";
    }

    private static String secrets(Variables variables) {
        long sensitive = variables.count(Sensitivity.SENSITIVE);
        long unstated = variables.count(Sensitivity.UNSTATED);
        String words = "";
        if (sensitive == 1) {
            words = "1 variable is sensitive; its values are not shown. ";
        } else if (sensitive > 1) {
            words = Figures.count(sensitive) + " variables are sensitive; their values are not shown. ";
        } else if (!variables.all().isEmpty()) {
            words = "No variable is marked as sensitive. ";
        }
        if (unstated == 1) {
            words +=
                    "The export does not say of 1 variable whether it is sensitive, so the page treats it as if it were. ";
        } else if (unstated > 1) {
            words += "The export does not say of " + Figures.count(unstated)
                    + " variables whether they are sensitive, so the page treats them as if they were. ";
        }
        return words;
    }

    private static void fill(Html html, Variables variables) throws IOException {
        Optional<VariableProfile> fullest = variables.fullest();
        Optional<VariableProfile> emptiest = variables.emptiest();
        double average = variables.averageFill();
        if (Double.isNaN(average) || fullest.isEmpty() || emptiest.isEmpty()) {
            return;
        }
        html.text("On average, " + Figures.percent(average) + " of the members have a value of a variable");
        if (fullest.get().filledMembers() > emptiest.get().filledMembers()) {
            html.text("; most have ");
            variables.link(html, fullest.get());
            html.text(" (" + Figures.percent(variables.fill(fullest.get())) + "), fewest have ");
            variables.link(html, emptiest.get());
            html.text(" (" + Figures.percent(variables.fill(emptiest.get())) + ")");
        }
        html.text(". ");
    }

    private static String attention(ExportProfile profile, @Nullable ProfileComparison comparison) {
        int findings = FindingsSection.byTitle(profile).size();
        String words = findings == 0
                ? "Nothing unusual was found."
                : Figures.count(findings, "thing is", "things are") + " worth a look.";
        if (comparison != null) {
            int changed = comparison.differences().size();
            words += changed == 0
                    ? " No variable has changed since the earlier export."
                    : " " + Figures.count(changed, "variable has", "variables have")
                            + " changed since the earlier export.";
        }
        return words;
    }

    private static void picture(Html html, ExportProfile profile, Variables variables) throws IOException {
        long members = profile.export().members();
        if (members == 0 || variables.all().isEmpty()) {
            return;
        }
        html.open("figure");
        Charts.fills(
                html,
                variables.all(),
                members,
                "How full each variable is, in the order of the file. The table below has the figures.");
        html.open("figcaption").text("How full each variable is, in the order of the file.");
        html.open("span", "class", "key").text("values can be shown").close();
        html.open("span", "class", "key kept").text("values are kept back").close();
        html.close().close().line();
    }
}
