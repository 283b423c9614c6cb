package io.memberport.file.fault;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of dates of a document that cannot be read, and of what follows from that: of each once, however often the document
 * is read. Used by one thread at a time.
 */
public final class UnreadableDates {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableDates.class);

    private final String description;
    private final Set<String> fields = new HashSet<>();

    /**
     * Nothing has been read yet.
     *
     * @param description what to call the document
     */
    public UnreadableDates(String description) {
        this.description = description;
    }

    /**
     * A date counts as missing.
     *
     * @param consequence a sentence
     */
    public void add(String field, String consequence) {
        if (fields.add(field)) {
            LOG.warn("The {} of the {} is not a date-time and counts as missing. {}", field, description, consequence);
        }
    }
}
