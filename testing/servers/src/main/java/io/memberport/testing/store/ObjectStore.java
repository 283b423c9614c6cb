package io.memberport.testing.store;

import io.memberport.testing.process.FileTree;
import io.memberport.testing.process.FreePort;
import io.memberport.testing.process.ServerInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks S3's protocol, and listens on the loopback interface only. It checks signatures, of version 4 and of
 * any region, and lets in one user. Buckets are part of the path, not of the host's name. Conditional requests are
 * answered as S3 does; object tags and encryption are not known to it, and checksums of parts are not checked.
 *
 * <p>Its files are in a private temporary directory. Closing it ends the process and deletes the files, and so does the end
 * of the virtual machine, in whatever way that ends. Safe for use by several threads.
 */
public final class ObjectStore implements AutoCloseable {

    /** What others may read, the server shows to everybody, without a signature. */
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static @Nullable ObjectStore shared;

    private final String accessKey;
    private final ServerInstance instance;
    private final AtomicInteger buckets = new AtomicInteger();

    private ObjectStore(String accessKey, ServerInstance instance) {
        this.accessKey = accessKey;
        this.instance = instance;
    }

    /**
     * Starts a server of the caller's own.
     *
     * @throws IllegalStateException if it does not start; the message has what it said
     */
    public static ObjectStore start() {
        return start(FreePort::find);
    }

    static ObjectStore start(IntSupplier ports) {
        String accessKey = UUID.randomUUID().toString();
        return new ObjectStore(
                accessKey,
                ServerInstance.start(
                        "s3",
                        (directory, password) -> ObjectStoreProgram.create(directory, accessKey, password),
                        List.of(),
                        ports));
    }

    /**
     * The server that all tests of this virtual machine share, started by the first call. Its users must not close or
     * kill it.
     *
     * @throws IllegalStateException if it does not start; the message has what it said
     */
    public static synchronized ObjectStore shared() {
        ObjectStore store = shared;
        if (store == null) {
            store = start();
            Runtime.getRuntime().addShutdownHook(new Thread(store::close, "end-object-store"));
            shared = store;
        }
        return store;
    }

    /** Where the server listens, without a path; the same for all its life. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + instance.port());
    }

    /** The name of the one user, another one for each server. */
    public String accessKey() {
        return accessKey;
    }

    /** What the user signs requests with, another one for each server. */
    public String secretKey() {
        return instance.password();
    }

    /**
     * Makes an empty bucket that only the user can read, whether the server runs or not.
     *
     * @return its name, of lower-case letters, digits and hyphens, which no other bucket of this server has had
     * @throws UncheckedIOException if its directory cannot be made
     */
    public String createBucket() {
        String name = "bucket-" + buckets.incrementAndGet();
        try {
            Files.createDirectory(directory(name), PRIVATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /**
     * Deletes a bucket with its objects and unfinished uploads, whether the server runs or not. Does nothing if there is
     * none of this name.
     *
     * @param name of letters, digits, hyphens and dots
     * @throws UncheckedIOException if files cannot be deleted
     */
    public void deleteBucket(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("Not the name of a bucket: " + name);
        }
        try {
            if (Files.exists(directory(name))) {
                // A request may be writing to it, and would fail if it were gone.
                Path gone = Files.createTempDirectory(instance.directory(), "deleted");
                Files.move(directory(name), gone.resolve(name));
                FileTree.delete(gone);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path directory(String bucket) {
        return ObjectStoreProgram.buckets(instance.directory()).resolve(bucket);
    }

    /** Ends the server with SIGKILL, as a crash would, and waits until it is gone. Does nothing if it is gone already. */
    public void kill() {
        instance.kill();
    }

    /**
     * Starts a killed server again, on the same files and port, and waits until it listens.
     *
     * @throws IllegalStateException if it runs, or does not start
     */
    public void restart() {
        instance.restart();
    }

    /**
     * Ends the server, and deletes its files. A second call does nothing.
     *
     * @throws IllegalStateException if files cannot be deleted
     */
    @Override
    public void close() {
        instance.close();
    }

    ServerInstance instance() {
        return instance;
    }
}
