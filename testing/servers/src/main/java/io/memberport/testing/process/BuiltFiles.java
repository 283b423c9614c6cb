package io.memberport.testing.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where the build of this module has put files, as it has written into a resource. */
public final class BuiltFiles {

    private final Properties paths = new Properties();

    /**
     * Those of a kind of server.
     *
     * @param server a class beside the resource
     */
    public BuiltFiles(Class<?> server, String resource) throws IOException {
        try (InputStream in = server.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing; build this module with Maven");
            }
            paths.load(in);
        }
    }

    /** A path, whether or not something is there. */
    public Path path(String name) {
        return Path.of(paths.getProperty(name));
    }

    /** A file that is there. */
    public Path file(String name) throws IOException {
        Path file = path(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is missing; build this module with Maven again");
        }
        return file;
    }
}
