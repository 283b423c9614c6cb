package io.memberport.encoding.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.Path;

/** Says in words what the operating system could not do to a target. */
public final class TargetFailures {

    private TargetFailures() {}

    /** The directory of a target is not there. */
    public static MemberportException noDirectory(Path target, IOException cause) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The directory of the target " + target + " does not exist. Create it, or name another one.",
                cause);
    }

    /** The data is in place, the manifest is not. */
    public static MemberportException manifestMissing(TargetNames files, IOException cause) {
        return new MemberportException(
                FailureKind.TARGET,
                "The export is completely in " + files.data() + ", but its manifest " + files.manifest()
                        + " could not be put in place: " + FileFailure.reason(cause, files.manifest())
                        + ". Clear that path and run again; the run then writes the file again.",
                cause);
    }

    /** The members are gone, and the file does not have its manifest, which is there under another name. */
    public static MemberportException erasedWithoutManifest(TargetNames files, IOException cause) {
        return new MemberportException(
                FailureKind.TARGET,
                "The members are erased from " + files.data() + ", but its new manifest " + files.manifest()
                        + " could not be put in place: " + FileFailure.reason(cause, files.manifest())
                        + ". Clear that path and erase them again, which completes it.",
                cause);
    }

    /** The run is over and left something behind. */
    public static MemberportException leftover(Path file, IOException cause) {
        return new MemberportException(
                FailureKind.TARGET,
                "Cannot delete " + file + ": " + FileFailure.reason(cause, file)
                        + ". It may hold personal data; delete it by hand, or let the next run do it.",
                cause);
    }

    /** The run is over and its lock file, which holds nothing, is still there. */
    public static MemberportException lockLeft(Path lock, IOException cause) {
        return new MemberportException(
                FailureKind.TARGET,
                "Cannot delete the lock file " + lock + ": " + FileFailure.reason(cause, lock)
                        + ". Nothing is locked any more; the next run will use the file, or delete it by hand.",
                cause);
    }
}
