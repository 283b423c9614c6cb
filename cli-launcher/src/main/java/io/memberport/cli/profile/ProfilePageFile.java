package io.memberport.cli.profile;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import io.memberport.port.file.PrivateFile;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import io.memberport.profile.page.ProfilePage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of a profile's page: readable by this user alone, and there as a whole or not at all. */
public record ProfilePageFile(Path path) {

    /** Finds mistakes in the path before a file is read for hours. */
    ProfilePageFile check() {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw refused("is in a directory that does not exist. Make the directory, or name another file.");
        }
        if (!Files.isWritable(directory)) {
            throw refused("is in a directory that this user cannot write. Name a file in another one.");
        }
        FileType type = type();
        if (type == FileType.REGULAR && !isPage()) {
            throw refused("is a file that is no page of a profile, and stays as it is. Name another file, or remove"
                    + " this one.");
        }
        if (type != FileType.REGULAR && type != FileType.NONE) {
            throw refused("is " + type.words() + ". Name a file, profile.html for example.");
        }
        return this;
    }

    private FileType type() {
        try {
            return FileType.of(path, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException failure) {
            throw refused("cannot be looked at (" + FileFailure.reason(failure, path) + "). Name another file.");
        }
    }

    /** Whatever else the user has of that name is not lost: an export, a target, a settings file, a page of another program. */
    private boolean isPage() {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Files.size(path) == 0 || ProfilePage.isOne(in);
        } catch (IOException notToBeRead) {
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

    /** Replaces the file by the page, unless it has become something else meanwhile. */
    public void write(ExportProfile profile, @Nullable ProfileComparison comparison) {
        check();
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
