package io.memberport.profile;

import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import java.util.List;
import java.util.Objects;

/**
 * What is in an export. It contains no value of a variable that is sensitive, or of which the export does not say whether it is, and
 * no free text; of other variables, it has the labels of options that enough members have, and the ranges of numbers and times.
 *
 * @param export what the file says of itself, and how much is in it; its {@link ExportMetadata#variables()} are null
 * @param smallestGroup an option that fewer different members have is not named
 * @param variables by id, in the order in which they first appear in the file
 * @param findings what is unusual in the file, and what a target would do about it
 * @param definitions of all variables, in the order in which they first appear, equal ones once, and sixteen of one variable at most; of a
 *     profile that was kept as JSON, one of each variable
 */
public record ExportProfile(
        ExportMetadata export,
        int smallestGroup,
        List<VariableProfile> variables,
        List<Finding> findings,
        List<ProfileVariable> definitions) {

    public ExportProfile {
        Objects.requireNonNull(export, "export");
        variables = List.copyOf(variables);
        findings = List.copyOf(findings);
        definitions = List.copyOf(definitions);
    }

    /** The share of members that have at least one value of a variable, from 0 to 1; 0 if there are no members. */
    public double fill(VariableProfile variable) {
        return export.members() == 0 ? 0 : (double) variable.filledMembers() / export.members();
    }
}
