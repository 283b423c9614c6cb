package io.memberport.port.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** What one run writes down for another, in a {@link PrivateFile} of its own. */
public final class PrivateProperties {

    private PrivateProperties() {}

    /**
     * Reads a file.
     *
     * @param reading makes something of the properties; throws {@link IllegalArgumentException} if it cannot
     * @return empty if there is no such file, or it is not one that was written to its end
     */
    public static <T> Optional<T> read(Path file, Function<Properties, T> reading) throws IOException {
        try {
            String text = PrivateFile.read(file);
            if (!text.endsWith("\n")) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            return Optional.of(reading.apply(properties));
        } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException noneOrDamaged) {
            return Optional.empty();
        }
    }

    /** A property that must be there, be it empty. */
    public static String require(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }

    /**
     * Writes a file in the place of a former one. A process that is killed meanwhile leaves one of the two.
     *
     * @param comment its first line
     */
    public static void write(Path file, Properties properties, String comment) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, comment);
        PrivateFile.replace(file, text.toString());
    }
}
