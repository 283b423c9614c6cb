package io.memberport.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version this was built as. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** Name and version. */
    public static String text() {
        return "memberport " + number();
    }

    /** The number alone, which all modules share. A class-data archive has the manifest, so that the jar is not opened for it. */
    public static String number() {
        String packed = Version.class.getPackage().getImplementationVersion();
        return packed == null ? built("version", "(unknown version)") : packed;
    }

    /** The day that everything built with this version has as its date. */
    public static String date() {
        return built("timestamp", "").replaceFirst("T.*", "");
    }

    private static String built(String key, String unknown) {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException unreadable) {
            build.clear();
        }
        return build.getProperty(key, unknown);
    }
}
