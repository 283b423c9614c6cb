package io.memberport.profile;

/**
 * A finding in words: a sentence around the name of what it is about, which its reader shows in a form of its own.
 *
 * @param before begins with a capital, unless the name begins the sentence
 * @param about whose name stands between the two
 * @param after ends with a full stop
 */
public record FindingSentence(String before, About about, String after) {

    /** Whose name it is. */
    public enum About {
        /** There is no name. */
        NOTHING,
        /** That of {@link Finding#variableId()}. */
        VARIABLE,
        /** {@link Finding#subject()} is the name. */
        SUBJECT
    }

    /**
     * The sentence of a finding.
     *
     * @param profile that has the finding
     */
    public static FindingSentence of(Finding finding, ExportProfile profile) {
        long count = finding.count();
        return switch (finding.kind()) {
            case DUPLICATE_MEMBERS -> ofMembers(count, profile.export().members() < Finding.MEMBERS_TOLD_APART);
            case DUPLICATE_VARIABLES ->
                ofVariable(FigureText.count(count, "member has", "members have") + " ", " more than once.");
            case SHARED_NAMES ->
                ofSubject(FigureText.count(count, "variable shares", "variables share") + " the name ", ".");
            case CHANGED_DEFINITION ->
                ofVariable(
                        "",
                        " has " + FigureText.count(count, "definition", "different definitions") + " within the file.");
            case UNFITTING_VALUES ->
                ofVariable(
                        FigureText.count(count, "value of ", "values of "),
                        count == 1 ? " does not fit its type." : " do not fit their type.");
            case ODD_DATES -> ofDates(count, finding.isOfEffectiveDates());
            case TOO_MANY_COLUMNS ->
                ofSubject(
                        FigureText.count(count, "variable is", "variables are") + " too many for a wide table of ",
                        ".");
            case UNRECOGNISED_FIELDS ->
                plain(FigureText.count(count, "field is", "fields are") + " not known to this version.");
        };
    }

    private static FindingSentence ofMembers(long count, boolean isExact) {
        return plain((isExact ? "" : "About ")
                + FigureText.count(isExact ? count : FigureText.rounded(count), "member appears", "members appear")
                + " more than once.");
    }

    private static FindingSentence ofDates(long count, boolean areEffectiveDates) {
        String dates = areEffectiveDates
                ? FigureText.count(count, "effective date of ", "effective dates of ")
                : FigureText.count(count, "date of ", "dates of ");
        return ofVariable(
                dates,
                (count == 1 ? " is" : " are")
                        + (areEffectiveDates
                                ? " before 1900, from 2100 on, or no date."
                                : " before 1900 or from 2100 on."));
    }

    private static FindingSentence plain(String sentence) {
        return new FindingSentence(sentence, About.NOTHING, "");
    }

    private static FindingSentence ofVariable(String before, String after) {
        return new FindingSentence(before, About.VARIABLE, after);
    }

    private static FindingSentence ofSubject(String before, String after) {
        return new FindingSentence(before, About.SUBJECT, after);
    }
}
