package com.example.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names by which modular programs ask for the libraries. They are published, so they never change. */
class ModuleNamesTest {

    @Test
    void areThoseThatTheDocumentationShows() throws IOException {
        List<String> documented =
                Files.readAllLines(Path.of(System.getProperty("memberport.root"), "docs", "embedding.md")).stream()
                        .filter(line -> line.matches("\\| `memberport-[a-z0-9-]+` \\| `io\\.memberport.*"))
                        .toList();

        assertEquals(documented, jars().map(ModuleNamesTest::row).sorted().toList());
    }

    @Test
    void areSaidOnlyOnce() throws IOException {
        for (Path jar : jars().toList()) {
            if (!descriptor(jar).isAutomatic()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    assertNull(file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"), jar::toString);
                }
            }
        }
    }

    @Test
    void canAllBeResolvedTogether() {
        List<String> names = jars().map(jar -> descriptor(jar).name()).sorted().toList();
        Path[] classPath = classPath().toArray(Path[]::new);

        assertFalse(names.isEmpty());
        assertEquals(
                names,
                ModuleLayer.boot()
                        .configuration()
                        .resolve(ModuleFinder.of(classPath), ModuleFinder.of(), names)
                        .modules()
                        .stream()
                        .map(module -> module.name())
                        .filter(name -> name.startsWith("io.memberport."))
                        .sorted()
                        .toList());
    }

    private static String row(Path jar) {
        ModuleDescriptor descriptor = descriptor(jar);
        Stream<String> packages = descriptor.isAutomatic()
                ? descriptor.packages().stream()
                : descriptor.exports().stream()
                        .filter(export -> !export.isQualified())
                        .map(ModuleDescriptor.Exports::source);
        return "| `" + jar.getFileName().toString().replaceFirst("-[0-9].*", "") + "` | `" + descriptor.name() + "` | "
                + (descriptor.isAutomatic() ? "automatic" : "yes") + " | "
                + list(packages.sorted().toList()) + " |";
    }

    private static String list(List<String> packages) {
        return packages.isEmpty()
                ? "none"
                : packages.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static ModuleDescriptor descriptor(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    }

    private static Stream<Path> jars() {
        return classPath().filter(path -> path.getFileName().toString().startsWith("memberport-"));
    }

    private static Stream<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> !path.contains("surefire"))
                .map(Path::of);
    }
}
