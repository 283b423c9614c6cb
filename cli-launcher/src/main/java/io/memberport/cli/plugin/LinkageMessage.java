package io.memberport.cli.plugin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a failure of linking means, in words for the user who installed the plugin. Such an error is usually thrown by the
 * virtual machine, and its message has then the names of classes and methods only; but a plugin can throw one too, with
 * whatever message. So a message is quoted only if all of it is what the virtual machine would say.
 */
final class LinkageMessage {

    private static final String NAME = "(?:[\\p{L}_$][\\p{L}\\p{N}_$]*[./])+[\\p{L}_$][\\p{L}\\p{N}_$]*";
    private static final String METHOD = "(?:[\\p{L}_$][\\p{L}\\p{N}_$]*|<init>)\\([\\p{L}\\p{N}_$., \\[\\]]*\\)";
    private static final String RESULT = "(?:(?:abstract|static) )*[\\p{L}\\p{N}_$.\\[\\]]+ ";

    private static final String INITIALISER = "Could not initialize class ";

    private static final List<Pattern> OF_THE_VIRTUAL_MACHINE = List.of(
            Pattern.compile("(?:" + INITIALISER + ")?(?<owner>" + NAME + ")(?: \\(wrong name: " + NAME + "\\))?"),
            Pattern.compile("'" + RESULT + "(?<owner>" + NAME + ")\\.(?<method>" + METHOD + ")'"),
            Pattern.compile("(?:Receiver class " + NAME + " does not define or inherit an|Missing) implementation of"
                    + " (?:the )?resolved method '" + RESULT + "(?<method>" + METHOD
                    + ")' of (?:interface|abstract class|class) (?<owner>" + NAME + ")\\.?"),
            Pattern.compile("Class (?<owner>" + NAME + ") does not have member field '[^' ]+ (?<method>[^' ]+)'"),
            Pattern.compile("Found (?:interface|class) (?<owner>" + NAME + "), but (?:class|interface) was expected"),
            Pattern.compile("Class " + NAME + " does not implement the requested interface (?<owner>" + NAME + ")"));

    private static final Pattern CLASS_FILE = Pattern.compile(".* \\(class file version (\\d{2,3})\\.\\d+\\).*");

    private LinkageMessage() {}

    /**
     * What is wrong, and what to do; follows the name of the plugin.
     *
     * @param coreVersion of core as it is here
     */
    static String of(LinkageError error, String coreVersion) {
        String type = error.getClass().getName();
        if (error instanceof UnsupportedClassVersionError) {
            return newerJava(error);
        }
        if (error instanceof UnsatisfiedLinkError) {
            return "needs a native library that cannot be loaded here (" + type
                    + "). See the plugin's documentation, or ask its author.";
        }
        String message = String.valueOf(error.getMessage());
        Optional<String> name = name(error, message);
        if (error instanceof ExceptionInInitializerError || (name.isPresent() && message.startsWith(INITIALISER))) {
            return initialiser(error, name.orElse("one of its classes"));
        }
        if (name.isEmpty() || PluginClassLoader.CORE_PACKAGES.stream().anyMatch(core -> isIn(core, name.get()))) {
            return otherCore(
                    coreVersion, name.map(known -> known + " (" + type + ")").orElse(type));
        }
        return foreign(error, name.get());
    }

    /**
     * A plugin that was built for another core.
     *
     * @param difference what does not fit
     */
    static String otherCore(String coreVersion, String difference) {
        return "was most likely built against another version of memberport-core than " + coreVersion
                + ", which is the one here. What does not fit: " + difference
                + ". Get the plugin that was built for this version, or use the Memberport that it was built for.";
    }

    private static String initialiser(LinkageError error, String className) {
        Throwable reason = error.getCause() == null ? error : error.getCause();
        return "cannot be used: the static initialiser of " + className + " fails ("
                + reason.getClass().getName() + "). This is a mistake in the plugin: tell its author.";
    }

    private static String newerJava(LinkageError error) {
        Matcher version = CLASS_FILE.matcher(String.valueOf(error.getMessage()));
        String needed = version.matches() ? "Java " + (Integer.parseInt(version.group(1)) - 44) : "a newer Java";
        return "was built for " + needed + ", and this is Java "
                + Runtime.version().feature()
                + ". Run memberport with a Java that is new enough, or get the plugin built"
                + " for this one.";
    }

    private static String foreign(LinkageError error, String name) {
        if (isIn("java", name)) {
            return "needs " + name + ", which Java " + Runtime.version().feature()
                    + " does not have. Run memberport with the Java that the plugin was built for.";
        }
        return error instanceof NoClassDefFoundError
                ? "needs the class " + name + " and has none of that name. It sees its own classes, those of Java and"
                        + " memberport-core; nothing else. Put all jars that it needs beside it, into one folder in the"
                        + " plugin folder."
                : "does not fit together: " + name + " is not what another class of it was built against ("
                        + error.getClass().getName() + "). This is a mistake in the plugin: tell its author.";
    }

    private static boolean isIn(String packageName, String name) {
        return name.startsWith(packageName + ".");
    }

    /** The class, or its method, that is not there or not as expected. */
    private static Optional<String> name(LinkageError error, String message) {
        if (!error.getClass().getName().startsWith("java.lang.")) {
            return Optional.empty();
        }
        for (Pattern pattern : OF_THE_VIRTUAL_MACHINE) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.matches()) {
                String owner = matcher.group("owner").replace('/', '.');
                boolean member = pattern.pattern().contains("(?<method>");
                return Optional.of(member ? owner + "." + matcher.group("method") : owner);
            }
        }
        return Optional.empty();
    }
}
