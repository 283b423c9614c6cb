package io.memberport.cli.plugin;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Where plugins lie. Hidden files are not plugins: file managers and copying leave some behind. */
final class PluginFiles {

    private PluginFiles() {}

    /** The jars and the sub-folders of a plugin folder, each of which is one plugin, by name. */
    static List<Path> places(Path folder) throws IOException {
        return sorted(folder, file -> isVisible(file) && (Files.isDirectory(file) || isNamedJar(file)));
    }

    /** The jars of one plugin, by name. */
    static List<Path> jars(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        List<Path> jars;
        try {
            jars = sorted(place, file -> isVisible(file) && isNamedJar(file) && !Files.isDirectory(file));
        } catch (IOException unreadable) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The plugin " + place + " cannot be read (" + FileFailure.reason(unreadable, place) + ").");
        }
        if (jars.isEmpty()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The plugin " + place
                            + " has no jar in it. Put the plugin's jars right into this folder, or remove it.");
        }
        return jars;
    }

    private static List<Path> sorted(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        Collections.sort(found);
        return found;
    }

    private static boolean isVisible(Path file) throws IOException {
        return !file.getFileName().toString().startsWith(".") && !Files.isHidden(file);
    }

    private static boolean isNamedJar(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }
}
