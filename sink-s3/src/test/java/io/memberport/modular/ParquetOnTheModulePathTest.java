package io.memberport.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.testing.store.ObjectStore;
import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A program with the sink on its module path, and with Parquet, whose jars share packages, on its class path. */
class ParquetOnTheModulePathTest {

    private static final Pattern MODULES =
            Pattern.compile("io\\.memberport\\.(core|encoding|sink\\.s3)|com\\.fasterxml\\..*"
                    + "|com\\.github\\.luben\\..*|org\\.apache\\.httpcomponents\\..*|org\\.reactivestreams|org\\.slf4j"
                    + "|software\\.amazon\\.awssdk\\..*");

    @Test
    void isWritten() throws Exception {
        ObjectStore store = ObjectStore.shared();

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modulePath(),
                        "--add-modules",
                        "io.memberport.sink.s3",
                        "--class-path",
                        System.getProperty("java.class.path"),
                        ParquetProgram.class.getName(),
                        "s3://" + store.createBucket() + "/panel/",
                        store.endpoint().toString(),
                        store.accessKey(),
                        store.secretKey())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), shown);
        assertEquals(
                List.of("COMMITTED", "module io.memberport.sink.s3"),
                shown.lines()
                        .filter(line -> line.startsWith("COMMITTED") || line.startsWith("module"))
                        .toList(),
                shown);
    }

    private static String modulePath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> isModule(Path.of(place)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isModule(Path place) {
        return ModuleFinder.of(place).findAll().stream()
                .anyMatch(found -> MODULES.matcher(found.descriptor().name()).matches());
    }
}
