package io.memberport.cli.plugin;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The border between Memberport and one plugin. On the far side the thread's context class loader is the plugin's, because
 * that is where JDBC drivers, XML parsers and SDKs look for their parts. On the way back, what only makes sense to the
 * plugin's author becomes a failure that says which plugin it was and what to do; a {@link MemberportException} is that
 * already and passes as it is. Messages of other exceptions stay behind: they could quote data.
 *
 * @param place the plugin's jar or folder
 * @param coreVersion of core on this side
 */
record PluginBorder(String place, String coreVersion, ClassLoader loader) {

    /**
     * Runs a step whose failures the caller can tell from its own, all but those of linking.
     *
     * @param consequence what a failure of linking means for the target; empty if nothing
     */
    <T extends @Nullable Object> T run(FailureKind kind, String consequence, Supplier<T> step) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return step.get();
        } catch (LinkageError failed) {
            throw like(failed, problem(kind, LinkageMessage.of(failed, coreVersion) + consequence));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Runs a step without a result; see {@link #run}. */
    void perform(FailureKind kind, Runnable step) {
        this.<@Nullable Void>run(kind, "", () -> {
            step.run();
            return null;
        });
    }

    /**
     * Asks something that must have an answer, and explains every failure to give one.
     *
     * @param how completes "when it is", {@code asked for its scheme} for example
     */
    <T> T ask(FailureKind kind, String how, Supplier<? extends @Nullable T> question) {
        T answer;
        try {
            answer = run(kind, "", question::get);
        } catch (MemberportException known) {
            throw known;
        } catch (Throwable failed) {
            if (failed instanceof VirtualMachineError fatal && !(failed instanceof StackOverflowError)) {
                throw fatal;
            }
            throw like(failed, mistake(kind, "fails with " + failed.getClass().getName(), how));
        }
        if (answer == null) {
            throw mistake(kind, "answers nothing (null)", how);
        }
        return answer;
    }

    /** A plugin that was compiled against an older core lacks what came later, and that is better found out early. */
    void requireComplete(Class<?> port, Class<?> type) {
        Optional<String> missing = missing(port, type);
        if (missing.isPresent()) {
            throw problem(
                    FailureKind.CONFIGURATION,
                    LinkageMessage.otherCore(coreVersion, "its class " + type.getName() + " lacks " + missing.get()));
        }
    }

    /** A method that a class lacks, {@code MemberSink.lastCommit(String)} for example. */
    private static Optional<String> missing(Class<?> port, Class<?> type) {
        Method[] present = type.getMethods();
        return Arrays.stream(port.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> Arrays.stream(present).noneMatch(candidate -> implementsIt(candidate, method)))
                .sorted(Comparator.comparing(Method::getName))
                .findFirst()
                .map(method -> port.getSimpleName() + "." + method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")));
    }

    /** With the same result as well: it is part of what a call looks for. */
    private static boolean implementsIt(Method candidate, Method method) {
        return !Modifier.isAbstract(candidate.getModifiers())
                && candidate.getName().equals(method.getName())
                && candidate.getReturnType() == method.getReturnType()
                && Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes());
    }

    /**
     * A failure of this plugin.
     *
     * @param what follows its name, and says what to do
     */
    MemberportException problem(FailureKind kind, String what) {
        return new MemberportException(kind, "The plugin " + place + " " + what);
    }

    private MemberportException mistake(FailureKind kind, String what, String how) {
        return problem(kind, what + " when it is " + how + ". This is a mistake in the plugin: tell its author.");
    }

    private static MemberportException like(Throwable failed, MemberportException told) {
        told.setStackTrace(failed.getStackTrace());
        return told;
    }
}
