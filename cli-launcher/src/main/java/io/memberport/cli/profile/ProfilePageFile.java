package io.memberport.cli.profile;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.file.PrivateFile;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.page.ProfilePage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of a profile's page: readable by this user alone, and there as a whole or not at all. */
public record ProfilePageFile(Path path) {

    /**
     * Finds mistakes in the path before a file is read for hours.
     *
     * @param input files that the page must not replace
     */
    ProfilePageFile check(Iterable<Path> input) {
        for (Path read : input) {
            if (isSameFile(read)) {
                throw refused("is a file that this command reads, which the page would replace. Name another file.");
            }
        }
        Path directory = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw refused("is a directory. Name a file in it, profile.html for example.");
        }
        if (directory == null || !Files.isDirectory(directory)) {
            throw refused("is in a directory that does not exist. Make the directory, or name another file.");
        }
        if (!Files.isWritable(directory)) {
            throw refused("is in a directory that this user cannot write. Name a file in another one.");
        }
        return this;
    }

    private boolean isSameFile(Path other) {
        try {
            return Files.exists(path) && Files.isSameFile(path, other);
        } catch (IOException notToBeLookedAt) {
            return false;
        }
    }

    private MemberportException refused(String how) {
        return new MemberportException(FailureKind.CONFIGURATION, "The page " + shown() + " " + how);
    }

    /** The path as it is shown. */
    public String shown() {
        return Printable.text(path.toString());
    }

    /** Replaces the file by the page. */
    public void write(ExportProfile profile, @Nullable ProfileComparison comparison) {
        try {
            PrivateFile.<ExportProfile>replace(path, out -> {
                Writer page = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                ProfilePage.write(profile, comparison, page);
                page.flush();
                return profile;
            });
        } catch (IOException failure) {
            throw PrivateFile.unwritable(path, failure);
        }
    }
}
