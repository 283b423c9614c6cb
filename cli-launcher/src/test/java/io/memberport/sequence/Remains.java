package io.memberport.sequence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Everything that a target holds, for a search: its files byte for byte and unpacked, and every cell of its tables. */
final class Remains {

    /** In a cell that is a date, which has one of three styles. */
    private static final Pattern DAY = Pattern.compile("s=\"[345]\"><v>(\\d+)");

    private static final LocalDate FIRST_DAY = LocalDate.of(1899, 12, 30);

    private final StringBuilder all = new StringBuilder();

    private Remains() {}

    /**
     * What is there.
     *
     * @param home the directory of those that are files
     */
    static String of(Target target, Path home) throws Exception {
        Remains remains = new Remains();
        remains.addFiles(home);
        if (target instanceof DatabaseTarget database) {
            try (Connection connection = database.connect()) {
                remains.addTables(connection);
            }
        } else if (target instanceof StoreTarget store) {
            remains.addObjects(store, home);
        }
        return remains.all.toString();
    }

    private void addFiles(Path home) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(home)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            add(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            byte[] bytes = Files.readAllBytes(file);
            add(bytes);
            if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
                try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    add(plain.readAllBytes());
                }
            } else if (file.toString().endsWith(".xlsx")) {
                addWorkbook(file);
            }
        }
    }

    /** Its parts as they are, and the dates in cells as people see them. */
    private void addWorkbook(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(part)) {
                    byte[] xml = in.readAllBytes();
                    add(xml);
                    DAY.matcher(new String(xml, StandardCharsets.ISO_8859_1))
                            .results()
                            .map(day -> FIRST_DAY.plusDays(Long.parseLong(day.group(1))))
                            .forEach(day -> add(day.toString().getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    private void addObjects(StoreTarget store, Path home) throws Exception {
        for (Map.Entry<String, byte[]> object : store.objects().entrySet()) {
            add(object.getKey().getBytes(StandardCharsets.UTF_8));
            add(object.getValue());
            if (object.getKey().endsWith(".parquet")) {
                Path file = home.resolve("remains.parquet");
                Files.write(file, object.getValue());
                add(ParquetFile.rows(file, Map.of()).toString().getBytes(StandardCharsets.UTF_8));
                Files.delete(file);
            } else if (!object.getKey().endsWith(".json")) {
                add(store.plain(object.getValue()));
            }
        }
    }

    private void addTables(Connection connection) throws SQLException {
        for (String table : tables(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                int columns = row.getMetaData().getColumnCount();
                for (int i = 1; i <= columns; i++) {
                    add(row.getMetaData().getColumnLabel(i).getBytes(StandardCharsets.UTF_8));
                }
                while (row.next()) {
                    for (int i = 1; i <= columns; i++) {
                        add(Objects.toString(row.getString(i), "").getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        boolean hasSchemas = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(connection.getCatalog(), hasSchemas ? connection.getSchema() : null, "%", new String[] {
                    "TABLE", "BASE TABLE"
                })) {
            while (rows.next()) {
                String schema = Objects.toString(rows.getString("TABLE_SCHEM"), "");
                if (!schema.equalsIgnoreCase("INFORMATION_SCHEMA") && !schema.equalsIgnoreCase("SYSTEM_LOBS")) {
                    tables.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return tables;
    }

    /** Bytes as characters, each for itself, so that what is UTF-8 can be searched for what is ASCII. */
    private void add(byte[] bytes) {
        all.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
    }
}
