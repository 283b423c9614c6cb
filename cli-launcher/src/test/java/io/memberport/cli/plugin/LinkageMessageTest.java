package io.memberport.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the errors of a virtual machine become, in the words in which several versions of Java say them. */
class LinkageMessageTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "linkage-errors.csv", numLinesToSkip = 1, delimiter = ';')
    void saysWhatIsWrongAndWhatToDo(String type, String message, String expected) throws Exception {
        String told = LinkageMessage.of(error(type, message), "1.2.3");

        assertTrue(told.contains(expected), told);
        assertTrue(told.endsWith("."), told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "foreign-messages.csv", numLinesToSkip = 1, delimiter = ';')
    void neverQuotesAMessageThatIsNotTheVirtualMachines(String type, String message) throws Exception {
        String told = LinkageMessage.of(error(type, message), "1.2.3");

        assertFalse(told.toLowerCase(Locale.ROOT).contains("sesame"), told);
        assertTrue(told.endsWith("."), told);
    }

    @Test
    void neverQuotesTheMessageOfAFailedInitialiser() {
        String told = LinkageMessage.of(new ExceptionInInitializerError(new IllegalStateException("sesame")), "1.2.3");

        assertTrue(told.contains("java.lang.IllegalStateException") && !told.contains("sesame"), told);
    }

    private static LinkageError error(String type, String message) throws ReflectiveOperationException {
        Class<?> found = type.startsWith("Own") ? Own.class : Class.forName("java.lang." + type);
        return (LinkageError) found.getConstructor(String.class).newInstance(message);
    }

    /** An error that a plugin thought up. */
    public static final class Own extends LinkageError {

        private static final long serialVersionUID = 1L;

        /** For reflection. */
        public Own(String message) {
            super(message);
        }
    }
}
