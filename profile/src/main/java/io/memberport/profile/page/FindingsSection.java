package io.memberport.profile.page;

import io.memberport.profile.ExportProfile;
import io.memberport.profile.Finding;
import io.memberport.profile.FindingSentence;
import io.memberport.profile.VariableProfile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is unusual, and what to do about it. */
final class FindingsSection {

    /** As many as a person reads. */
    private static final int MOST_ALIKE = 10;

    private FindingsSection() {}

    static void write(Html html, ExportProfile profile, Variables variables) throws IOException {
        html.open("section").element("h2", "Worth a look", "id", "findings").line();
        Map<String, List<Finding>> byTitle = byTitle(profile);
        if (byTitle.isEmpty()) {
            html.element("p", nothing(profile));
        } else {
            html.open("ul", "class", "notes").line();
            for (Map.Entry<String, List<Finding>> alike : byTitle.entrySet()) {
                note(html, alike.getKey(), alike.getValue(), profile, variables);
            }
            html.close();
        }
        html.close().line();
    }

    private static String nothing(ExportProfile profile) {
        boolean areToldApart = profile.export().members() < Finding.MEMBERS_TOLD_APART;
        return "Nothing unusual: " + (areToldApart ? "no member is" : "few members or none are")
                + " there twice, all values fit their types, and no names clash.";
    }

    /** Those that are alike, in the order in which they were found. */
    static Map<String, List<Finding>> byTitle(ExportProfile profile) {
        return profile.findings().stream()
                .collect(Collectors.groupingBy(FindingsSection::title, LinkedHashMap::new, Collectors.toList()));
    }

    private static void note(Html html, String title, List<Finding> alike, ExportProfile profile, Variables variables)
            throws IOException {
        html.open("li").element("h3", title).open("ul");
        for (Finding finding : alike.subList(0, Math.min(MOST_ALIKE, alike.size()))) {
            html.open("li");
            sentence(html, finding, profile, variables);
            html.close();
        }
        if (alike.size() > MOST_ALIKE) {
            html.element("li", "and " + Figures.count(alike.size() - MOST_ALIKE) + " more");
        }
        html.close().element("p", advice(alike.get(0))).close().line();
    }

    private static String title(Finding finding) {
        return switch (finding.kind()) {
            case DUPLICATE_MEMBERS -> "Members that are there twice";
            case DUPLICATE_VARIABLES -> "Variables that members have twice";
            case SHARED_NAMES -> "Names that several variables have";
            case CHANGED_DEFINITION -> "Definitions that change";
            case UNFITTING_VALUES -> "Values that do not fit their type";
            case ODD_DATES -> finding.isOfEffectiveDates() ? "Odd effective dates" : "Odd dates";
            case TOO_MANY_COLUMNS -> "Too many variables for a wide table";
            case UNRECOGNISED_FIELDS -> "Unknown fields";
        };
    }

    private static void sentence(Html html, Finding finding, ExportProfile profile, Variables variables)
            throws IOException {
        FindingSentence sentence = FindingSentence.of(finding, profile);
        html.text(sentence.before());
        switch (sentence.about()) {
            case NOTHING -> {}
            case VARIABLE -> variable(html, variables.find(finding.variableId()), variables);
            case SUBJECT -> Names.write(html, finding.subject());
        }
        html.text(sentence.after());
    }

    private static void variable(Html html, Optional<VariableProfile> variable, Variables variables)
            throws IOException {
        if (variable.isPresent()) {
            variables.link(html, variable.get());
        } else {
            html.text("a variable");
        }
    }

    private static String advice(Finding finding) {
        return switch (finding.kind()) {
            case DUPLICATE_MEMBERS ->
                "A database keeps the last appearance of each; CSV files, workbooks and object storage have all of them. Count"
                        + " members by their ids, not by rows. This page names an option only if enough members have it without"
                        + " the repetitions.";
            case DUPLICATE_VARIABLES ->
                "A database keeps the last one; a wide CSV file has the values of both. Ask Alida's support if values"
                        + " seem to be missing.";
            case SHARED_NAMES ->
                "Upper and lower case are not told apart. A wide table gives all but one of them a longer column name;"
                        + " to avoid that, rename them in Alida.";
            case CHANGED_DEFINITION ->
                "Its name, type or sensitivity changes from member to member. The last name and type count, and the"
                        + " strictest sensitivity.";
            case UNFITTING_VALUES ->
                "CSV files and the long layout keep them as text. In a wide table or a wide Parquet file they stop the"
                        + " run, or become empty with the option invalid-values=replace.";
            case ODD_DATES ->
                (finding.isOfEffectiveDates() ? "They say since when a value holds. " : "")
                        + "If they stand for “unknown”, leave them out before you compute with them.";
            case TOO_MANY_COLUMNS -> "Use the long layout there, or leave variables out with rules for personal data.";
            case UNRECOGNISED_FIELDS ->
                "Alida has probably added something. They are left out, except from documents (layout json) if rules"
                        + " for personal data keep them; a newer version of Memberport may know them.";
        };
    }
}
