package io.memberport.cli.plugin;

import io.memberport.cli.sink.SinkCatalogue;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The plugins of a folder: the sinks of those that work, and why the others do not. A plugin that does not work is told
 * rather than thrown, because a run whose targets need none of its sinks can do without it.
 *
 * <p>The caller closes it, after the last sink; no sink can be used afterwards.
 */
public final class Plugins implements AutoCloseable {

    private final List<SinkCatalogue.Entry> sinks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<PluginClassLoader> loaders = new ArrayList<>();

    private Plugins() {}

    /** No plugins. */
    public static Plugins none() {
        return new Plugins();
    }

    /**
     * Loads all that is in a folder, in the order of the names: each jar is a plugin, and so is each sub-folder with all
     * jars in it.
     *
     * @param coreVersion the version of core that the plugins meet here
     * @param announced hears the name of each provider's class before anything in it is run
     */
    public static Plugins in(Path folder, String coreVersion, Consumer<String> announced) {
        Plugins plugins = new Plugins();
        try {
            for (Path place : PluginFiles.places(folder)) {
                plugins.attempt(place, () -> plugins.load(place, coreVersion, announced));
            }
        } catch (IOException unreadable) {
            plugins.problems.add("The plugin folder " + folder + " cannot be read ("
                    + FileFailure.reason(unreadable, folder) + ").");
        }
        return plugins;
    }

    /** Whether there is certainly nothing in a folder that would be loaded. Loads nothing. */
    public static boolean areNoneIn(Path folder) {
        try {
            return PluginFiles.places(folder).isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * In the order of the folder, and within a plugin in the order in which it names them. Their providers are safe to call:
     * they switch to the plugin's class loader and explain what they throw. The origin is the plugin's jar or folder.
     */
    public List<SinkCatalogue.Entry> sinks() {
        return List.copyOf(sinks);
    }

    /** Sentences for people, each of which names the plugin, says what is wrong and what to do. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void load(Path place, String coreVersion, Consumer<String> announced) {
        List<Path> jars = PluginFiles.jars(place);
        List<String> providers = ProviderNames.in(place, jars);
        PluginClassLoader loader = PluginClassLoader.of(jars);
        loaders.add(loader);
        PluginBorder border = new PluginBorder(place.toString(), coreVersion, loader);
        for (String provider : providers) {
            announced.accept(provider);
            attempt(
                    place,
                    () -> sinks.add(
                            new SinkCatalogue.Entry(ProviderClass.load(border, loader, provider), border.place())));
        }
    }

    private void attempt(Path place, Runnable step) {
        try {
            step.run();
        } catch (MemberportException problem) {
            String message = String.valueOf(problem.getMessage());
            // A plugin's own words need not say which plugin speaks.
            problems.add(message.contains(place.toString()) ? message : "The plugin " + place + ": " + message);
        }
    }

    /** Lets go of the plugins' files. Idempotent. */
    @Override
    public void close() {
        for (PluginClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException ignored) {
                // Nothing was written through it, and the files are let go of at the end of the process at the latest.
            }
        }
    }
}
