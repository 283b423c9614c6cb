package io.memberport.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary directory that only its owner may enter. */
record PrivateDirectory(Path path) {

    static PrivateDirectory create(String prefix) throws IOException {
        return new PrivateDirectory(Files.createTempDirectory(prefix).toAbsolutePath());
    }

    void delete() throws IOException {
        FileTree.delete(path);
    }

    /** Deletes it because of a failure, which is not hidden by one of this. */
    void deleteAfter(Exception failure) {
        try {
            delete();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
