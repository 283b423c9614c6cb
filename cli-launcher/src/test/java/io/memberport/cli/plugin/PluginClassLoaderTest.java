package io.memberport.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.memberport.port.MemberSinkProvider;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PluginClassLoaderTest {

    @Test
    void sharesEveryPackageOfCoreAndNoOther() {
        Set<String> ofCore = new ClassFileImporter()
                        .importUrl(MemberSinkProvider.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation())
                        .stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());

        assertEquals(ofCore, PluginClassLoader.CORE_PACKAGES);
    }

    @Test
    void doesNotTakeASubPackageForCore() {
        assertFalse(PluginClassLoader.isOfCore("io.memberport.port.acme.Sink"));
        assertFalse(PluginClassLoader.isOfCore("io.memberport.sink.csv.CsvMemberSink"));
        assertFalse(PluginClassLoader.isOfCore("io.memberport.encoding.block.RowBuffer"));
    }

    /** A plugin that writes to another store brings the SDK in its own version. */
    @Test
    void showsNothingOfTheSdkThatTheSinkForObjectStorageUses() throws Exception {
        String client = "software.amazon.awssdk.services.s3.S3Client";
        String service = "META-INF/services/software.amazon.awssdk.http.SdkHttpService";
        assertNotNull(Class.forName(client));
        assertNotNull(PluginClassLoader.class.getResource("/" + service));

        try (PluginClassLoader plugin = PluginClassLoader.of(List.of())) {
            assertThrows(ClassNotFoundException.class, () -> plugin.loadClass(client));
            assertNull(plugin.getResource(service));
        }
    }
}
