package io.memberport.cli.plugin;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a class has every method that an interface of core asks for. */
final class Completeness {

    private Completeness() {}

    /** A method that a class lacks, {@code MemberSink.lastCommit(String)} for example. */
    static Optional<String> missing(Class<?> port, Class<?> type) {
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
}
