package io.memberport.encoding.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import io.memberport.port.file.LockFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * The names a target has in its directory. All but the target's own follow from it, so that each run finds what the one
 * before left behind.
 *
 * @param data the file itself, never a link to it
 * @param manifest what was committed
 * @param dataTemporary becomes {@code data}
 * @param manifestTemporary becomes {@code manifest}
 * @param lock there as long as a run is in progress
 */
public record TargetNames(Path data, Path manifest, Path dataTemporary, Path manifestTemporary, Path lock) {

    private static final int MOST_LINKS = 40;

    /**
     * Follows links, so that the file is replaced and not the link.
     *
     * @throws NoSuchFileException if the directory does not exist
     */
    public static TargetNames of(Path target) throws IOException {
        return of(target, FileOwner.ofProcess());
    }

    /** Follows links that the user has no reason to distrust. */
    public static TargetNames of(Path target, int user) throws IOException {
        Path file = withoutLinks(target.toAbsolutePath(), user);
        Path name = file.getFileName();
        Path parent = file.getParent();
        if (name == null || parent == null) {
            throw notAFile(target, "a directory");
        }
        Path directory = parent.toRealPath();
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return new TargetNames(
                directory.resolve(name.toString()),
                directory.resolve(name + ".manifest.json"),
                directory.resolve("." + name + ".memberport.tmp"),
                directory.resolve("." + name + ".memberport.manifest.tmp"),
                directory.resolve("." + name + ".memberport.lock"));
    }

    private static Path withoutLinks(Path file, int user) throws IOException {
        Path followed = file;
        for (int links = 0; Files.isSymbolicLink(followed); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            if (FileOwner.isStrangers(followed, user)) {
                throw strangersLink(followed);
            }
            followed = followed.resolveSibling(Files.readSymbolicLink(followed));
        }
        return followed;
    }

    /**
     * Keeps other runs away from the target, or fails at once.
     *
     * @throws MemberportException of kind {@link FailureKind#TARGET_BUSY} if another run has it
     */
    public LockFile claim() throws IOException {
        try {
            return LockFile.acquire(lock)
                    .orElseThrow(() -> new MemberportException(
                            FailureKind.TARGET_BUSY,
                            "Another run is writing " + data + ". Let it finish, then run this one again."));
        } catch (AccessDeniedException denied) {
            if (FileType.of(lock, LinkOption.NOFOLLOW_LINKS) == FileType.NONE) {
                throw denied;
            }
            throw new MemberportException(
                    FailureKind.TARGET_BUSY,
                    "The lock file " + lock + " belongs to another user, " + FileOwner.name(lock)
                            + ", whose run is writing the target or was killed. Let it finish, or delete the lock file if there"
                            + " is no such run; then run again.",
                    denied);
        }
    }

    /** The names that are Memberport's own. */
    public List<Path> beside() {
        return List.of(lock, manifest, dataTemporary, manifestTemporary);
    }

    /** All names, of what is there or may be while a run is in progress. */
    public List<Path> all() {
        return List.of(data, lock, manifest, dataTemporary, manifestTemporary);
    }

    /** The names whose files each run makes again. */
    public List<Path> temporaries() {
        return List.of(dataTemporary, manifestTemporary);
    }

    /** The directory all of them are in. */
    public Path directory() {
        return data.resolveSibling("");
    }

    /**
     * Makes sure that what the run will replace is a file.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is something else
     */
    public void requireReplaceable() throws IOException {
        FileType type = FileType.of(data, LinkOption.NOFOLLOW_LINKS);
        // If there is nothing, this is a first export.
        if (type != FileType.REGULAR && type != FileType.NONE) {
            throw notAFile(data, type.words());
        }
    }

    /**
     * Makes sure that this user may make files beside the target, and replace it.
     *
     * @throws AccessDeniedException if not
     * @throws FileSystemException if the file system is read-only
     */
    public void requireWritableDirectory() throws IOException {
        if (Files.isWritable(directory())) {
            return;
        }
        // The superuser is refused by nothing else.
        if (Files.getFileStore(directory()).isReadOnly()) {
            throw new FileSystemException(directory().toString(), null, "Read-only file system");
        }
        throw new AccessDeniedException(directory().toString());
    }

    /** It would let another user say which of this user's files is replaced. */
    private static MemberportException strangersLink(Path link) throws IOException {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                link + " is a symbolic link of another user, " + FileOwner.name(link)
                        + ", in a directory that others may"
                        + " write, and is not followed. Name the file that you mean.");
    }

    private static MemberportException notAFile(Path target, String whatItIs) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The target " + target + " is " + whatItIs
                        + "; it is replaced as a whole, so it must be a file or a name that is still free."
                        + " Name another file.");
    }
}
