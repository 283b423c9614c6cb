package io.memberport.profile.page;

import java.io.IOException;
import java.util.List;

/** The words of the page, for readers who see an export for the first time. */
final class TermsSection {

    private static final List<Term> TERMS = List.of(
            new Term("Member", "A person of the community who is active."),
            new Term(
                    "Variable",
                    "Something that Alida keeps of members, an age group or a city for example. Its id never"
                            + " changes; its name may."),
            new Term(
                    "Sensitive",
                    "Marked in Alida as personal data that needs care. “Not stated” means that the export"
                            + " does not say it."),
            new Term("Filled", "The share of members that have at least one value. Bars are as long as the share."),
            new Term(
                    "Different values",
                    "How many values are left if each is counted once. Options are told apart by their"
                            + " ids, all else by its text. “About” means an estimate within a few percent."),
            new Term(
                    "Values per member", "How many values a member with values has: one, except for multiple choices."),
            new Term("Null", "A value that is there and says nothing."),
            new Term(
                    "Single choice, multiple choice",
                    "One option of a list (enum), or any number of them (set). Shares"
                            + " are of the members that have a value, so those of a multiple choice can sum up to more than 100 %."),
            new Term(
                    "Text, identifier",
                    "What people wrote (string), or what tells a member apart elsewhere, a customer"
                            + " number for example. Charts show how long the values are; of long ones, each bar stands for twice the"
                            + " lengths of the one before."),
            new Term(
                    "Number, date and time",
                    "Charts have a bar for each range of numbers (double) or for each period"
                            + " (datetime), as high as there are values. The first and the last bar of numbers can hold those that are"
                            + " far from all others. If there are very many different numbers, bars and quartiles are estimates. All times are in UTC."),
            new Term("Median", "Half of the values are below it, half above."),
            new Term(
                    "Full, incremental",
                    "A full export has all active members; an incremental one has those that changed since a time."));

    private record Term(String name, String meaning) {}

    private TermsSection() {}

    static void write(Html html) throws IOException {
        html.open("section")
                .element("h2", "Terms", "id", "terms")
                .open("dl", "class", "terms")
                .line();
        for (Term term : TERMS) {
            html.element("dt", term.name()).element("dd", term.meaning()).line();
        }
        html.close().close().line();
    }
}
