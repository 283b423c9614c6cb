package io.memberport.profile.page;

import io.memberport.model.Sensitivity;
import io.memberport.profile.Content.Options;
import io.memberport.profile.Content.Texts;
import io.memberport.profile.ExportProfile;
import java.io.IOException;

/** What the page keeps back, and why. */
final class OmissionsSection {

    private OmissionsSection() {}

    static void write(Html html, ExportProfile profile, Variables variables) throws IOException {
        html.open("section")
                .element("h2", "What is not shown, and why", "id", "omissions")
                .open("ul")
                .line();
        item(html, "Members", "The page has no member, and no member's id: it is about the whole.");
        long sensitive = variables.count(Sensitivity.SENSITIVE);
        if (sensitive > 0) {
            item(
                    html,
                    "Values of " + Figures.count(sensitive, "sensitive variable", "sensitive variables"),
                    "Alida marks them as sensitive. How many there are, how many differ and how long texts are is"
                            + " counted; options, ranges and dates are left out, for each of these tells of a value.");
        }
        long unstated = variables.count(Sensitivity.UNSTATED);
        if (unstated > 0) {
            item(
                    html,
                    "Values of "
                            + Figures.count(
                                    unstated, "variable that may be sensitive", "variables that may be sensitive"),
                    "The export does not say whether they are, so they are treated as if they were.");
        }
        long texts = variables.all().stream()
                .filter(variable -> variable.content() instanceof Texts)
                .count();
        if (texts > 0) {
            item(
                    html,
                    "Texts and identifiers of " + Figures.count(texts, "variable", "variables"),
                    "They can say who a member is, sensitive or not. They are measured and never quoted.");
        }
        long rare = variables.all().stream()
                .filter(variable -> variable.content() instanceof Options)
                .mapToLong(variable -> ((Options) variable.content()).otherOptions())
                .sum();
        if (rare > 0) {
            item(
                    html,
                    "Names of " + Figures.count(rare, "rare option", "rare options"),
                    "Fewer than " + Figures.count(profile.smallestGroup(), "member has", "members have")
                            + " each of them, so a name could lead to a person; or they would give away how many have"
                            + " one of these.");
        }
        html.close().close().line();
    }

    private static void item(Html html, String what, String why) throws IOException {
        html.open("li").element("b", what + ".").text(" " + why).close().line();
    }
}
