package io.memberport.profile.page;

import io.memberport.profile.ExportProfile;
import io.memberport.profile.VariableProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Each variable with all that may be told of it. */
final class VariableCards {

    /** With more, a browser leaves out the cards that are not on the screen. */
    private static final int FEW = 100;

    private static final int LONGEST_ID = 60;

    private final Html html;
    private final ExportProfile profile;
    private final Variables variables;
    private final ContentView contents;

    private VariableCards(Html html, ExportProfile profile, Variables variables) {
        this.html = html;
        this.profile = profile;
        this.variables = variables;
        this.contents = new ContentView(html, profile);
    }

    static void write(Html html, ExportProfile profile, Variables variables) throws IOException {
        new VariableCards(html, profile, variables).write();
    }

    private void write() throws IOException {
        if (variables.all().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "One by one", "id", "details").line();
        html.open("div", "class", variables.all().size() > FEW ? "cards many" : "cards")
                .line();
        int number = 0;
        for (VariableProfile variable : variables.all()) {
            number++;
            card(number, variable);
        }
        html.close().close().line();
    }

    private void card(int number, VariableProfile variable) throws IOException {
        html.open("details", "id", Variables.anchor(number), "open", "").open("summary");
        html.open("h3");
        Names.write(html, variable.definition().name()).close();
        html.element("span", Words.type(variable.definition()), "class", "type");
        if (variable.isProtected()) {
            html.element("span", Words.sensitivity(variable.definition().sensitivity()), "class", "tag kept");
        }
        html.close();
        double fill = variables.fill(variable);
        html.open("p", "class", "fill");
        Charts.bar(html, fill).element("b", Figures.percent(fill));
        html.text(" filled: " + Figures.count(variable.filledMembers()) + " of "
                        + Figures.count(profile.export().members(), "member", "members"))
                .close();
        contents.write(variable);
        html.open("p", "class", "facts").text(Words.sentence(String.join(" · ", facts(variable))));
        html.text(" · id ")
                .element("bdi", Names.shortened(variable.definition().id(), LONGEST_ID))
                .close();
        html.close().line();
    }

    private static List<String> facts(VariableProfile variable) {
        List<String> facts = new ArrayList<>();
        facts.add(
                variable.distinctValues().count() == 1
                        ? "1 different value"
                        : Figures.count(
                                        variable.distinctValues().count(),
                                        variable.distinctValues().isExact())
                                + " different values");
        if (variable.filledMembers() > 0) {
            facts.add(perMember(variable));
        }
        if (variable.nulls() > 0) {
            facts.add(Figures.count(variable.nulls(), "null", "nulls"));
        }
        long without = variable.members() - variable.filledMembers();
        if (without > 0) {
            facts.add(Figures.count(without, "member has", "members have") + " it without a value");
        }
        return facts;
    }

    private static String perMember(VariableProfile variable) {
        if (variable.values() == variable.filledMembers()) {
            return "1 value per member";
        }
        return VariableTable.perMember(variable.valuesPerMember()) + " values per member, "
                + Figures.average(variable.values(), variable.filledMembers()) + " on average";
    }
}
