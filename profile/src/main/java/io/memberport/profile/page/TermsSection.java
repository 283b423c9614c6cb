package io.memberport.profile.page;

import java.io.IOException;

/** The words of the page, for readers who see an export for the first time. */
final class TermsSection {

    private TermsSection() {}

    static void write(Html html) throws IOException {
        html.open("section")
                .element("h2", "Terms", "id", "terms")
                .open("dl", "class", "terms")
                .line();
        term(html, "Member", "A person of the community who is active.");
        term(
                html,
                "Variable",
                "Something that Alida keeps of members, an age group or a city for example. Its id never"
                        + " changes; its name may.");
        term(
                html,
                "Sensitive",
                "Marked in Alida as personal data that needs care. “Not stated” means that the export"
                        + " does not say it.");
        term(html, "Filled", "The share of members that have at least one value. Bars are as long as the share.");
        term(
                html,
                "Different values",
                "How many values are left if each is counted once. Options are told apart by their"
                        + " ids, all else by its text. “About” means an estimate within a few percent.");
        term(html, "Values per member", "How many values a member with values has: one, except for multiple choices.");
        term(html, "Null", "A value that is there and says nothing.");
        term(
                html,
                "Single choice, multiple choice",
                "One option of a list (enum), or any number of them (set). Shares"
                        + " are of the members that have a value, so those of a multiple choice can sum up to more than 100 %.");
        term(
                html,
                "Text, identifier",
                "What people wrote (string), or what tells a member apart elsewhere, a customer"
                        + " number for example. Charts show how long the values are; of long ones, each bar stands for twice the"
                        + " lengths of the one before.");
        term(
                html,
                "Number, date and time",
                "Charts have a bar for each range of numbers (double) or for each period"
                        + " (datetime), as high as there are values. The first and the last bar of numbers can hold those that are"
                        + " far from all others. All times are in UTC.");
        term(html, "Median", "Half of the values are below it, half above.");
        term(
                html,
                "Full, incremental",
                "A full export has all active members; an incremental one has those that changed" + " since a time.");
        html.close().close().line();
    }

    private static void term(Html html, String term, String meaning) throws IOException {
        html.element("dt", term).element("dd", meaning).line();
    }
}
