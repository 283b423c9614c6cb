package io.memberport.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SystemLoggersTest {

    @Test
    void isWhatJavaAsks() {
        System.Logger logger = System.getLogger("com.acme.Sink");

        assertEquals("com.acme.Sink", logger.getName());
        assertTrue(logger.getClass().getName().startsWith(SystemLoggers.class.getName()), logger::toString);
    }

    @Test
    void showsNothingOfJavaItself() {
        System.Logger logger = new SystemLoggers().getLogger("io.memberport.x", Object.class.getModule());

        assertFalse(logger.isLoggable(System.Logger.Level.ERROR));
    }
}
