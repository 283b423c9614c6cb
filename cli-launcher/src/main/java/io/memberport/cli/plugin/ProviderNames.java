package io.memberport.cli.plugin;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSinkProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The classes that a plugin names as its providers. Read from the files rather than through {@link
 * java.util.ServiceLoader}, which knows nothing of module descriptors on a class path and gives up at the first mistake.
 */
final class ProviderNames {

    private static final String SERVICE = MemberSinkProvider.class.getName();
    private static final String SERVICES_FILE = "META-INF/services/" + SERVICE;
    private static final String MODULE_DESCRIPTOR = "module-info.class";

    private ProviderNames() {}

    /** Names of classes, in the order in which the jars give them, each once. */
    static List<String> in(Path place, List<Path> jars) {
        Set<String> names = new LinkedHashSet<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
                names.addAll(ofServicesFile(file));
                names.addAll(ofModuleDescriptor(file));
            } catch (ZipException damaged) {
                throw problem(place, jar, "is no jar, or a damaged one. Copy it there again");
            } catch (InvalidModuleDescriptorException damaged) {
                throw problem(place, jar, "has a " + MODULE_DESCRIPTOR + " that this Java cannot read");
            } catch (IOException unreadable) {
                throw problem(place, jar, "cannot be read (" + FileFailure.reason(unreadable, jar) + ")");
            }
        }
        if (names.isEmpty()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The plugin " + place + " brings no sink: there is neither a " + SERVICES_FILE
                            + " in it nor a module that provides " + SERVICE
                            + ". If it is a library of another plugin, put both into one folder in the plugin folder.");
        }
        return List.copyOf(names);
    }

    private static List<String> ofServicesFile(JarFile jar) throws IOException {
        JarEntry entry = jar.getJarEntry(SERVICES_FILE);
        if (entry == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static List<String> ofModuleDescriptor(JarFile jar) throws IOException {
        JarEntry entry = jar.getJarEntry(MODULE_DESCRIPTOR);
        if (entry == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return ModuleDescriptor.read(in).provides().stream()
                    .filter(provides -> provides.service().equals(SERVICE))
                    .flatMap(provides -> provides.providers().stream())
                    .toList();
        }
    }

    private static MemberportException problem(Path place, Path jar, String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The plugin " + place + " cannot be loaded: " + (place.equals(jar) ? "it" : jar.getFileName()) + " "
                        + what + ".");
    }
}
