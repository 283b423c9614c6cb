package io.memberport.sink.csv;

import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.FileOwner;
import io.memberport.encoding.file.ManifestFile;
import io.memberport.encoding.file.TargetNames;
import io.memberport.error.FailureKind;
import io.memberport.error.FileType;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of a target together with the manifest that describes it.
 *
 * @param pending whether the manifest is still under its temporary name: the process that committed the file was killed before it
 *     could rename the manifest, too
 */
record CommittedFile(TargetNames files, Manifest manifest, boolean pending) {

    /**
     * Looks for it.
     *
     * @return empty if there is no file
     * @throws MemberportException if the file is not known to hold what was committed, or is another community's
     */
    static Optional<CommittedFile> find(TargetNames files, String community, Disk disk) throws IOException {
        if (FileType.of(files.data(), LinkOption.NOFOLLOW_LINKS) == FileType.NONE) {
            return Optional.empty();
        }
        Optional<Manifest> present = described(files.manifest(), files);
        Manifest manifest = present.or(() -> pending(files, disk)).orElseThrow(() -> changed(files));
        if (!manifest.community().equals(community)) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    files.data() + " holds an export of the community " + manifest.community() + ", not of " + community
                            + ". Nothing was erased; name the community that it is of.");
        }
        return Optional.of(new CommittedFile(files, manifest, present.isEmpty()));
    }

    private static Optional<Manifest> described(Path manifest, TargetNames files) {
        return new ManifestFile<>(Manifest.class).read(manifest).filter(read -> ManifestFile.describes(read, files));
    }

    /** The manifest that was not renamed, unless another user has put it there. */
    static Optional<Manifest> pending(TargetNames files, Disk disk) {
        try {
            return FileType.of(files.manifestTemporary(), LinkOption.NOFOLLOW_LINKS) == FileType.REGULAR
                            && !FileOwner.isStrangers(files.manifestTemporary(), disk.user())
                    ? described(files.manifestTemporary(), files)
                    : Optional.empty();
        } catch (IOException notToBeLookedAt) {
            return Optional.empty();
        }
    }

    /** Nothing is known of what is in it, so nothing in it can be proved to be gone. */
    static MemberportException changed(TargetNames files) {
        return new MemberportException(
                FailureKind.TARGET,
                files.data() + " is not what was last committed: it was changed since, or its manifest "
                        + files.manifest() + " is missing. Nothing was erased."
                        + " Export to it again once the members are erased at Alida, or delete both files.");
    }
}
