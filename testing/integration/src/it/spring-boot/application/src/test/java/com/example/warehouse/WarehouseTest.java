package com.example.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.export.ExportResult;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.testing.store.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.hc.core5.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.s3.S3Client;

/** Memberport with the libraries that Spring Boot and the application have chosen, not with its own. */
class WarehouseTest {

    private static final int MEMBERS = 40;

    @Test
    void runsAnExportIntoAFileADataSourceAndABucket(@TempDir Path directory) throws Exception {
        ExportGenerator.Spec export =
                ExportGenerator.Spec.builder().members(MEMBERS).variables(8).build();
        Path csv = directory.resolve("members.csv");
        try (AlidaSimulator alida =
                        AlidaSimulator.builder().export(export).looks(0, 0).start();
                ObjectStore store = ObjectStore.start()) {
            String bucket = store.createBucket();
            try (ConfigurableApplicationContext application = SpringApplication.run(
                    Warehouse.class,
                    "--spring.main.banner-mode=off",
                    "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("warehouse"),
                    "--alida.url=" + alida.apiUrl(),
                    "--alida.community=" + alida.community(),
                    "--alida.client-id=" + alida.clientId(),
                    "--alida.client-secret=" + alida.clientSecret(),
                    "--alida.api-key=" + alida.apiKey(),
                    "--store.endpoint=" + store.endpoint(),
                    "--store.access-key=" + store.accessKey(),
                    "--store.secret-key=" + store.secretKey(),
                    "--warehouse.csv=" + csv,
                    "--warehouse.bucket=" + bucket)) {
                NightlyExport nightly = application.getBean(NightlyExport.class);

                assertEquals(MEMBERS, members(nightly.run(), Outcome.COMMITTED));

                JdbcTemplate database = application.getBean(JdbcTemplate.class);
                assertEquals(rowsOf(database, "CSVREAD('" + csv + "')"), rowsOf(database, "nightly_member_value"));
                assertEquals(Files.readString(csv), fileIn(bucket, application.getBean(S3Client.class)));
                assertEquals(MEMBERS, members(nightly.run(), Outcome.COMMITTED));
            }
        }
    }

    @Test
    void isWithTheLibrariesOfTheApplication() {
        assertEquals(System.getProperty("boot.version"), SpringBootVersion.getVersion());
        assertEquals(
                System.getProperty("boot.httpclient5.version"),
                VersionInfo.loadVersionInfo("org.apache.hc.client5", null).getRelease());
        assertEquals(
                System.getProperty("boot.jackson.version"),
                new ObjectMapper().version().toString());
        assertEquals(System.getProperty("aws.version"), software.amazon.awssdk.core.util.VersionInfo.SDK_VERSION);
    }

    private static long members(ExportResult result, Outcome each) {
        result.targets().forEach(target -> assertEquals(each, target.outcome(), target::toString));
        return result.metadata().members();
    }

    /** Member, variable and value of all rows that have a value. */
    private static TreeSet<List<String>> rowsOf(JdbcTemplate database, String table) {
        TreeSet<List<String>> rows = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        rows.addAll(database.query(
                "SELECT * FROM " + table,
                (row, number) -> List.of(
                        row.getString("member_id"),
                        String.valueOf(row.getString("variable_id")),
                        String.valueOf(row.getString("value")))));
        rows.removeIf(row -> row.get(2).equals("null"));
        assertFalse(rows.isEmpty(), table);
        return rows;
    }

    private static String fileIn(String bucket, S3Client store) {
        List<String> files = store.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .filter(key -> key.endsWith(".csv"))
                .toList();
        assertEquals(1, files.size(), files::toString);
        return store.getObjectAsBytes(request -> request.bucket(bucket).key(files.get(0)))
                .asUtf8String();
    }
}
