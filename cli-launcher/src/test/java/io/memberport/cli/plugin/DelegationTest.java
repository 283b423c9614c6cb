package io.memberport.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.Text;
import io.memberport.port.CommitReceipt;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.MembersToErase;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkOptions;
import io.memberport.port.SinkRun;
import io.memberport.port.SinkRun.PreparedWrite;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever core's interfaces have, and will have, reaches the plugin; and there it finds the plugin's class loader. */
class DelegationTest {

    private final URLClassLoader loader = new URLClassLoader(new URL[0], null);
    private final PluginBorder border = new PluginBorder("a.jar", "1", loader);
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void closeLoader() throws Exception {
        loader.close();
    }

    static Stream<Method> methodsOfSinks() {
        return instanceMethods(MemberSink.class);
    }

    static Stream<Method> methodsOfRuns() {
        return instanceMethods(SinkRun.class);
    }

    static Stream<Method> methodsOfErasers() {
        return instanceMethods(MemberEraser.class);
    }

    static Stream<Method> methodsOfProviders() {
        return instanceMethods(MemberSinkProvider.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodsOfSinks")
    void passesEveryMethodOfASinkOn(Method method) throws Exception {
        MemberSink sink = new PluginSink(border, answering(MemberSink.class));

        assertReaches(method, sink);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodsOfRuns")
    void passesEveryMethodOfARunOn(Method method) throws Exception {
        assertReaches(method, run());
    }

    private SinkRun run() {
        return new PluginSink(border, answering(MemberSink.class)).open(SinkContext.of("community"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodsOfErasers")
    void passesEveryMethodOfAnEraserOn(Method method) throws Exception {
        MemberSink sink = new PluginSink(border, answering(MemberSink.class));

        assertReaches(method, sink.eraser().orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodsOfProviders")
    void passesEveryMethodOfAProviderOn(Method method) throws Exception {
        MemberSinkProvider provider = PluginSinkProvider.of(border, answering(MemberSinkProvider.class));

        assertReaches(method, provider);
    }

    @Test
    void runsThePreparedPartOfAWriteInThePluginToo() {
        PreparedWrite prepared = run().prepare(block());
        heard.clear();

        prepared.write();

        assertEquals(List.of("prepared"), heard);
    }

    private void assertReaches(Method method, Object wrapper) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(DelegationTest::argument)
                .toArray();
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        method.invoke(wrapper, arguments);

        assertTrue(heard.contains(method.getName()), () -> method + " ends in the wrapper; the plugin heard " + heard);
        assertSame(before, Thread.currentThread().getContextClassLoader(), "and the loader is put back");
    }

    /** The far side: notes what reaches it, and that it does so with the right class loader. */
    private <T> T answering(Class<T> port) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            hear(method.getName());
            if (method.getReturnType() == PreparedWrite.class) {
                return (PreparedWrite) () -> hear("prepared");
            }
            if (method.getName().equals("eraser")) {
                return Optional.of(answering(MemberEraser.class));
            }
            Class<?> type = method.getReturnType();
            return type == MemberSink.class || type == SinkRun.class ? answering(type) : answer(type);
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private void hear(String what) {
        assertSame(loader, Thread.currentThread().getContextClassLoader(), what);
        heard.add(what);
    }

    /** What the far side answers, by the type of the result. */
    private static @Nullable Object answer(Class<?> type) {
        return Map.<Class<?>, Object>of(
                        String.class,
                        "answer",
                        boolean.class,
                        true,
                        List.class,
                        List.of(),
                        Map.class,
                        Map.of(),
                        Optional.class,
                        Optional.empty(),
                        ErasureReceipt.class,
                        ErasureReceipt.ofNoExport(),
                        CommitReceipt.class,
                        new CommitReceipt(1))
                .get(type);
    }

    private static Object argument(Class<?> type) {
        MemberSinkProvider withoutOptions = (MemberSinkProvider) Proxy.newProxyInstance(
                MemberSinkProvider.class.getClassLoader(),
                new Class<?>[] {MemberSinkProvider.class},
                (proxy, method, arguments) -> method.getReturnType() == String.class ? "acme" : List.of());
        Object argument = Map.<Class<?>, Object>of(
                        String.class,
                        "argument",
                        List.class,
                        List.of(),
                        MembersToErase.class,
                        MembersToErase.of(List.of(Text.of("m"))),
                        SinkContext.class,
                        SinkContext.of("community"),
                        MemberBlock.class,
                        block(),
                        ExportMetadata.class,
                        new ExportMetadata(null, null, null, null, "", 0, 0, 0, 0),
                        SinkOptions.class,
                        SinkOptions.defaults(withoutOptions))
                .get(type);
        return Objects.requireNonNull(argument, () -> "an argument of " + type);
    }

    private static Stream<Method> instanceMethods(Class<?> port) {
        return Arrays.stream(port.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    private static MemberBlock block() {
        return MemberBlock.of(0, List.of(new Member(Text.of("m"), List.of(), Text.of("{}"))), 0);
    }
}
