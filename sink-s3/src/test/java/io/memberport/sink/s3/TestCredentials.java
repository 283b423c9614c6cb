package io.memberport.sink.s3;

import io.memberport.testing.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The keys of the store in the file where the SDK's chain looks for them, for processes of tests too: the build sets the
 * environment's variable for all.
 */
final class TestCredentials {

    static final String PROFILE = "memberport-test";

    private static final String FILE = "AWS_SHARED_CREDENTIALS_FILE";

    private TestCredentials() {}

    static void write(ObjectStore store) {
        String file = System.getenv(FILE);
        if (file == null) {
            throw new IllegalStateException("the environment has no " + FILE + ", which the build sets for tests");
        }
        String keys = "[" + PROFILE + "]\naws_access_key_id=" + store.accessKey() + "\naws_secret_access_key="
                + store.secretKey() + "\n";
        try {
            Path path = Path.of(file);
            if (!Files.exists(path) || !Files.readString(path).equals(keys)) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, keys);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
