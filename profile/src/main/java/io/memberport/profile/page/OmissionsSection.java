package io.memberport.profile.page;

import io.memberport.model.Sensitivity;
import io.memberport.profile.Content.Options;
import io.memberport.profile.Content.Texts;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.VariableProfile;
import java.io.IOException;
import java.util.List;

/** What the page keeps back, and why. */
final class OmissionsSection {

    private OmissionsSection() {}

    static void write(Html html, ExportProfile profile, Variables variables) throws IOException {
        html.open("section")
                .element("h2", "What is not shown, and why", "id", "omissions")
                .open("ul")
                .line();
        item(html, "Members", "The page has no member, and no member's id: it is about the whole.");
        sensitive(html, variables.count(Sensitivity.SENSITIVE));
        unstated(html, variables.count(Sensitivity.UNSTATED));
        texts(html, variables);
        options(html, profile.smallestGroup(), variables);
        html.close().close().line();
    }

    private static void sensitive(Html html, long variables) throws IOException {
        if (variables > 0) {
            item(
                    html,
                    "Values of " + Figures.count(variables, "sensitive variable", "sensitive variables"),
                    "Alida marks them as sensitive. How many there are, how many differ and how long texts are is"
                            + " counted; options, ranges and dates are left out, for each of these tells of a value.");
        }
    }

    private static void unstated(Html html, long variables) throws IOException {
        if (variables > 0) {
            item(
                    html,
                    "Values of "
                            + Figures.count(
                                    variables, "variable that may be sensitive", "variables that may be sensitive"),
                    "The export does not say whether they are, so they are treated as if they were.");
        }
    }

    private static void texts(Html html, Variables variables) throws IOException {
        long texts = variables.all().stream()
                .filter(variable -> variable.content() instanceof Texts)
                .count();
        if (texts > 0) {
            item(
                    html,
                    "Texts and identifiers of " + Figures.count(texts, "variable", "variables"),
                    "They can say who a member is, sensitive or not. They are measured and never quoted.");
        }
    }

    private static void options(Html html, int smallestGroup, Variables variables) throws IOException {
        List<Options> all = variables.all().stream()
                .map(VariableProfile::content)
                .filter(Options.class::isInstance)
                .map(Options.class::cast)
                .toList();
        long others = all.stream().mapToLong(Options::otherOptions).sum();
        if (others == 0) {
            return;
        }
        boolean complete = all.stream().allMatch(Options::complete);
        item(
                html,
                "Names of " + Figures.count(others, complete) + (complete ? " rare" : "")
                        + (others == 1 ? " option" : " options"),
                "Fewer than " + Figures.count(smallestGroup, "member has", "members have")
                        + " each of them, so a name could lead to a person; or they would give away how many have"
                        + " one of these" + (complete ? "." : "; or there was no room to count them."));
    }

    private static void item(Html html, String what, String why) throws IOException {
        html.open("li").element("b", what + ".").text(" " + why).close().line();
    }
}
