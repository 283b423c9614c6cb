package io.memberport.profile.page;

import io.memberport.model.Sensitivity;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** All variables at a glance. The script sorts it, and filters it together with the cards below. */
final class VariableTable {

    private VariableTable() {}

    static void write(Html html, Variables variables) throws IOException {
        html.open("section").element("h2", "All variables", "id", "variables").line();
        if (variables.all().isEmpty()) {
            html.element("p", "The export has no variables.").close().line();
            return;
        }
        controls(html, variables.all());
        html.open("table", "id", "table", "aria-labelledby", "variables")
                .open("thead")
                .open("tr");
        column(html, "#", "number more");
        column(html, "Variable", "");
        column(html, "Type", "type");
        column(html, "Sensitive", "");
        column(html, "Filled", "number");
        column(html, "Different values", "number more");
        column(html, "Values per member", "number more");
        html.close().close().open("tbody").line();
        int number = 0;
        for (VariableProfile variable : variables.all()) {
            number++;
            row(html, number, variable, variables);
        }
        html.close().close().close().line();
    }

    /** Hidden until the script is there to serve them. */
    private static void controls(Html html, List<VariableProfile> variables) throws IOException {
        html.open("form", "id", "controls", "hidden", "", "role", "search", "aria-label", "Variables");
        html.open("label")
                .text("Search ")
                .empty("input", "type", "search", "id", "search")
                .close();
        html.open("label").text("Type ").open("select", "id", "type").element("option", "all", "value", "");
        for (String type : distinct(variables.stream().map(each -> Words.type(each.definition())))) {
            html.element("option", type);
        }
        html.close().close();
        html.open("label")
                .text("Sensitive ")
                .open("select", "id", "sensitivity")
                .element("option", "all", "value", "");
        for (String word : distinct(variables.stream()
                .map(each -> Words.sensitivity(each.definition().sensitivity())))) {
            html.element("option", word);
        }
        html.close().close();
        html.open("output", "id", "shown").close();
        html.element("button", "Close all cards", "type", "button", "id", "toggle");
        html.close().line();
    }

    private static List<String> distinct(Stream<String> words) {
        return words.distinct().sorted().toList();
    }

    private static void column(Html html, String name, String kind) throws IOException {
        if (kind.isEmpty()) {
            html.element("th", name, "scope", "col");
        } else {
            html.element("th", name, "scope", "col", "class", kind);
        }
    }

    private static void row(Html html, int number, VariableProfile variable, Variables variables) throws IOException {
        html.open("tr").element("td", Figures.count(number));
        html.open("th", "scope", "row");
        variables.link(html, variable).close();
        html.element("td", Words.type(variable.definition())).open("td");
        sensitivity(html, variable.definition().sensitivity());
        double fill = variables.fill(variable);
        html.close().open("td");
        Charts.bar(html, fill).text(Figures.percent(fill)).close();
        html.element(
                "td",
                Figures.count(
                        variable.distinctValues().count(),
                        variable.distinctValues().isExact()));
        html.element("td", perMember(variable.valuesPerMember())).close().line();
    }

    private static void sensitivity(Html html, Sensitivity sensitivity) throws IOException {
        String word = Words.sensitivity(sensitivity);
        switch (sensitivity) {
            case NOT_SENSITIVE -> html.text(word);
            case SENSITIVE, UNSTATED -> html.element("span", word, "class", "tag kept");
        }
    }

    /** From the fewest to the most values; large numbers are counted together, so that the fewest may not be known. */
    static String perMember(List<Bin> bins) {
        if (bins.isEmpty()) {
            return Figures.NONE;
        }
        Bin first = bins.get(0);
        double most = bins.get(bins.size() - 1).to();
        return first.to() - first.from() > 1 ? "up to " + Figures.number(most) : Figures.range(first.from(), most);
    }
}
