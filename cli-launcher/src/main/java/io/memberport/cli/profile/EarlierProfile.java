package io.memberport.cli.profile;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.json.ProfileJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A profile that an earlier run has printed as JSON. */
final class EarlierProfile {

    private static final String ADVICE = "Name a file with what 'memberport profile --output json' has printed.";

    private EarlierProfile() {}

    static ExportProfile read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return ProfileJson.read(in);
        } catch (MemberportException foreign) {
            throw refused(file, String.valueOf(foreign.getMessage()), foreign);
        } catch (IOException unreadable) {
            throw refused(file, FileFailure.reason(unreadable, file), unreadable);
        }
    }

    private static MemberportException refused(Path file, String why, Exception cause) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "Cannot compare with " + Printable.text(file.toString()) + ", which --against names: "
                        + Printable.text(why) + (why.endsWith(".") ? " " : ". ") + ADVICE,
                cause);
    }
}
