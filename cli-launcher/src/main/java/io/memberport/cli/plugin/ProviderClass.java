package io.memberport.cli.plugin;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSinkProvider;
import java.lang.reflect.InvocationTargetException;

/** From the name of a provider's class to a provider that has been looked at from all sides. */
final class ProviderClass {

    private ProviderClass() {}

    /**
     * Makes a provider.
     *
     * @throws MemberportException if the class, or what it answers, is not what core asks for
     */
    static MemberSinkProvider load(PluginBorder border, ClassLoader loader, String name) {
        MemberSinkProvider provider = border.ask(
                FailureKind.CONFIGURATION,
                "asked for its provider " + name,
                () -> instance(border, providerType(border, loader, name)));
        return PluginSinkProvider.of(border, provider);
    }

    private static Class<? extends MemberSinkProvider> providerType(
            PluginBorder border, ClassLoader loader, String name) {
        Class<?> type;
        try {
            // Without running its static initialisers yet.
            type = Class.forName(name, false, loader);
        } catch (ClassNotFoundException missing) {
            throw border.problem(
                    FailureKind.CONFIGURATION,
                    "names the class " + name + " as its provider, and has no such class. Tell its author.");
        }
        if (!MemberSinkProvider.class.isAssignableFrom(type)) {
            throw border.problem(
                    FailureKind.CONFIGURATION,
                    "names the class " + name + " as its provider, which is no MemberSinkProvider. Tell its author.");
        }
        border.requireComplete(MemberSinkProvider.class, type);
        return type.asSubclass(MemberSinkProvider.class);
    }

    private static MemberSinkProvider instance(PluginBorder border, Class<? extends MemberSinkProvider> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException unusable) {
            throw border.problem(
                    FailureKind.CONFIGURATION,
                    "has a provider that cannot be made: the class " + type.getName()
                            + " must be public, not abstract, and have a public constructor without parameters."
                            + " Tell its author.");
        } catch (InvocationTargetException thrown) {
            throw sneaky(thrown.getCause() == null ? thrown : thrown.getCause());
        }
    }

    /** What a constructor throws, checked or not, is judged where all that a plugin throws is judged. */
    @SuppressWarnings("unchecked") // Erased: there is nothing to check.
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
