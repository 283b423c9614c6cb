package io.memberport.encoding.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * What must be true of a target's names before a run opens any of them: each is a regular file or free, and this user may
 * replace it. Opens nothing and changes nothing.
 */
public record TargetCheck(TargetNames files, Disk disk) {

    /** Of nearly every file system; it is looked at only after the operating system has refused a name. */
    private static final int LONGEST_NAME_BYTES = 255;

    /**
     * Looks at all names of a target.
     *
     * @throws MemberportException if one cannot be used, with what to do about it
     */
    public static void require(TargetNames files, Disk disk) throws IOException {
        TargetCheck check = new TargetCheck(files, disk);
        try {
            files.requireReplaceable();
            for (Path beside : files.beside()) {
                check.requireFile(beside);
            }
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (FileSystemException refused) {
            for (Path beside : files.beside()) {
                check.requireShortName(beside, refused);
            }
            throw refused;
        }
        for (Path replaced : List.of(files.data(), files.manifest())) {
            check.requireNoMountPoint(replaced);
            check.requireUnprotected(replaced);
        }
    }

    private void requireFile(Path beside) throws IOException {
        FileType type = FileType.of(beside, LinkOption.NOFOLLOW_LINKS);
        // A temporary name is deleted before it is used, so a link there leads nowhere.
        boolean isUsable = type == FileType.NONE
                || type == FileType.REGULAR
                || (type == FileType.LINK && files.temporaries().contains(beside));
        if (!isUsable) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    beside + " is " + type.words() + ", but Memberport needs a file of that name for the target "
                            + files.data() + ". Remove it or name another target, then run again.");
        }
    }

    private void requireShortName(Path beside, IOException cause) {
        String name = String.valueOf(beside.getFileName());
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The name of the target " + files.data() + " is too long: Memberport also needs the name " + name
                            + " beside it. Name a target with a shorter name.",
                    cause);
        }
    }

    private void requireNoMountPoint(Path file) {
        if (disk.isMountPoint(file)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    file
                            + " is a mount point, which no other file can replace. Mount its directory instead of the file,"
                            + " with -v \"$PWD:/data\" in Docker for example, and run again.");
        }
    }

    private void requireUnprotected(Path file) throws IOException {
        if (FileType.of(file, LinkOption.NOFOLLOW_LINKS) == FileType.REGULAR
                && FileOwner.isProtected(file, disk.user())) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    file + " belongs to another user, " + FileOwner.name(file)
                            + ", and its directory lets only the owner"
                            + " replace a file. Name a target in a directory of your own.");
        }
    }
}
