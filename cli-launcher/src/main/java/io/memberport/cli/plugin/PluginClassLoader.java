package io.memberport.cli.plugin;

import io.memberport.port.MemberSinkProvider;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The classes of one plugin: its own, core's and Java's. Those of the launcher and of the libraries it uses are not there
 * for a plugin, nor are their resources, so that a plugin brings whatever version of whatever library it likes and works
 * the same beside any launcher.
 *
 * <p>Core always comes from the launcher, even if the plugin has a copy in its jar: two classes of one name are two
 * classes, and the sinks of a plugin must implement the interfaces that are used here.
 */
final class PluginClassLoader extends URLClassLoader {

    /** All packages of core. */
    static final Set<String> CORE_PACKAGES = Set.of(
            "io.memberport.error",
            "io.memberport.export",
            "io.memberport.export.drift",
            "io.memberport.export.erasure",
            "io.memberport.model",
            "io.memberport.port",
            "io.memberport.port.file",
            "io.memberport.port.network",
            "io.memberport.privacy");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader core = MemberSinkProvider.class.getClassLoader();

    private PluginClassLoader(URL[] jars) {
        super(jars, ClassLoader.getPlatformClassLoader());
    }

    static PluginClassLoader of(List<Path> jars) {
        return new PluginClassLoader(jars.stream().map(PluginClassLoader::url).toArray(URL[]::new));
    }

    static boolean isOfCore(String className) {
        int dot = className.lastIndexOf('.');
        return dot > 0 && CORE_PACKAGES.contains(className.substring(0, dot));
    }

    /** Without falling back to the plugin's own copy: a class that core does not have here must be seen to be missing. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isOfCore(name) ? core.loadClass(name) : super.loadClass(name, resolve);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible); // Every Java knows the protocol of files.
        }
    }
}
