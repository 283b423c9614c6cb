package io.memberport.profile.page;

import io.memberport.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A file that becomes part of the page, and that the page's policy lets in by its hash.
 *
 * @param text the content
 */
record InlineFile(String text) {

    static InlineFile named(String name) {
        try (InputStream file = Objects.requireNonNull(InlineFile.class.getResourceAsStream(name), name)) {
            return new InlineFile(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As a Content-Security-Policy names it. */
    String source() {
        byte[] hash = Sha256.start().digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }
}
