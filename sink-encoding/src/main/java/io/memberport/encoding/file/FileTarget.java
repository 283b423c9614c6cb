package io.memberport.encoding.file;

import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkRun;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The target of a sink that replaces a file: what {@link MemberSink} wants to know of it.
 *
 * @param <M> its manifest
 */
public final class FileTarget<M extends Record & FileManifest> {

    private final Path target;
    private final Disk disk;
    private final ManifestFile<M> manifest;

    /** A target, which is not touched yet. */
    public FileTarget(Path target, Disk disk, Class<M> manifest) {
        this.target = target;
        this.disk = disk;
        this.manifest = new ManifestFile<>(manifest);
    }

    /** Starts a run with the new file of the target. */
    @FunctionalInterface
    public interface Start {
        SinkRun of(FileReplacement replacement) throws IOException;
    }

    /** {@link MemberSink#description()}: absolute, so that it is the same from every working directory, and for every way to write it. */
    public String description() {
        return target.toAbsolutePath().normalize().toString();
    }

    /** The names of the target, links followed. */
    public TargetNames files() {
        try {
            return TargetNames.of(target);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw TargetFailures.noDirectory(target, e);
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", target, e);
        }
    }

    /** {@link MemberSink#check()}, without a look at the lock: to look is to take it, and could make another run fail. */
    public void check() {
        TargetNames files = files();
        try {
            TargetCheck.require(files, disk);
            files.requireWritableDirectory();
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", files.data(), e);
        }
    }

    /** The manifest of a community's last commit, whatever became of the file. */
    public Optional<M> lastManifest(String community) {
        try {
            return manifest.read(TargetNames.of(target), community);
        } catch (IOException noSuchDirectory) {
            return Optional.empty();
        }
    }

    /** The manifest of the file that is there, if it is a community's and has not changed since its commit. */
    public Optional<M> shownManifest(String community) {
        try {
            TargetNames files = TargetNames.of(target);
            return manifest.read(files, community).filter(read -> ManifestFile.describes(read, files));
        } catch (IOException noSuchDirectory) {
            return Optional.empty();
        }
    }

    /** Locks the target and starts a run. If that fails, nothing is left. */
    public SinkRun open(Start start) {
        TargetNames files = files();
        try {
            FileReplacement replacement = FileReplacement.start(files, disk);
            try {
                return start.of(replacement);
            } catch (IOException | RuntimeException | Error e) {
                discard(replacement, e);
                throw e;
            }
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", files.data(), e);
        }
    }

    private static void discard(FileReplacement replacement, Throwable first) {
        try {
            replacement.close();
        } catch (MemberportException alsoFailed) {
            first.addSuppressed(alsoFailed);
        }
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
