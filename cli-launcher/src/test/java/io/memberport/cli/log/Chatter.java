package io.memberport.cli.log;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run in which libraries log at every level and by every API there is, and Memberport and a plugin in between. */
final class Chatter {

    private Chatter() {}

    public static void main(String[] arguments) throws MalformedURLException {
        Logging.configure(2, LogFormat.TEXT, System.err);
        Logging.follow("com.acme.SinkProvider");
        // As it is on the plugin's side of the border.
        URL plugin = Path.of("").toUri().toURL();
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {plugin}, null));
        throughSlf4j("org.mariadb.jdbc.client.impl.StandardClient");
        throughSlf4j("com.acme.driver.Wire");
        // These print the request as it is signed, session token included, and all that is sent.
        throughSlf4j("software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner");
        throughSlf4j("software.amazon.awssdk.request");
        throughSlf4j("org.apache.hc.client5.http.headers");
        throughSlf4j("org.apache.hc.client5.http.wire");
        throughJavaLogging("org.postgresql.Driver");
        throughJavaLogging("io.memberport.driver");
        throughSystemLogger("org.sqlite.JDBC");
        LoggerFactory.getLogger("io.memberport.Own").debug("Memberport's");
        System.getLogger("com.acme.Sink").log(System.Logger.Level.DEBUG, "the plugin's");
    }

    private static void throughSlf4j(String name) {
        Logger logger = LoggerFactory.getLogger(name);
        for (org.slf4j.event.Level level : org.slf4j.event.Level.values()) {
            logger.atLevel(level).setCause(new IllegalStateException("sesame")).log("sesame");
        }
    }

    private static void throughJavaLogging(String name) {
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger(name);
        logger.setLevel(Level.ALL);
        logger.log(Level.SEVERE, "sesame", new IllegalStateException("sesame"));
        logger.warning("sesame");
        logger.info("sesame");
        logger.finest("sesame");
    }

    private static void throughSystemLogger(String name) {
        for (System.Logger.Level level : System.Logger.Level.values()) {
            System.getLogger(name).log(level, "sesame");
        }
    }
}
