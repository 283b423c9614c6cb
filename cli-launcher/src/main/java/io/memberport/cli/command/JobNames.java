package io.memberport.cli.command;

import io.memberport.cli.settings.Settings;
import io.memberport.cli.settings.Suggestion;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The jobs that a command line names. */
public final class JobNames {

    private JobNames() {}

    /**
     * Makes sure that there are jobs of these names.
     *
     * @param names as given
     * @return the same
     */
    public static List<String> existing(Settings settings, List<String> names) {
        List<String> known = settings.jobs();
        if (known.isEmpty()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    (settings.isFileRead()
                                    ? "There are no jobs in " + settings.fileName() + ". Write them under 'jobs' there"
                                    : "There are no jobs, because there is no settings file. Write them under 'jobs' in "
                                            + settings.fileName())
                            + "; 'memberport export' needs none.");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION,
                        "There is no job " + quoted(name) + Suggestion.among(known, name) + ". " + listed(known));
            }
            if (!seen.add(name)) {
                throw new MemberportException(
                        FailureKind.CONFIGURATION, "The job " + name + " is given twice; remove one.");
            }
        }
        return names;
    }

    /** A long one may be a secret in the wrong place. */
    private static String quoted(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9._-]{0,20}") ? "'" + name + "'" : "of that name";
    }

    /** A sentence that names all jobs. */
    public static String listed(List<String> jobs) {
        return "The jobs are: " + String.join(", ", jobs) + ".";
    }
}
