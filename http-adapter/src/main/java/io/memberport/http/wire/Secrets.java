package io.memberport.http.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Knows what must not be shown and makes text that came from outside fit for a message: one line, bounded, without our
 * secrets even if a server repeats them, and without the query of a link. Thread-safe.
 */
public final class Secrets {

    private static final String HIDDEN = "***";
    private static final int TOKENS_REMEMBERED = 4;
    /** Those of a client that has had many, one after the other. */
    private static final int SECRETS_REMEMBERED = 100;
    /** Shorter ones would turn every text into asterisks and guard nothing. */
    private static final int SHORTEST_SECRET = 3;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+");
    private static final Pattern LINK_DETAILS =
            Pattern.compile("(?i)(https?://)(?:[^\\s/?#\"'<>]*@)?([^\\s?#\"'<>]*)[?#][^\\s\"'<>]*");

    private final Deque<String> ofClient = new ArrayDeque<>();
    private final Deque<String> tokens = new ArrayDeque<>();

    public Secrets(List<String> secrets) {
        guard(secrets);
    }

    /** Remembers secrets of the client beside those that it had before; the oldest ones are forgotten if there are many. */
    public synchronized void guard(List<String> secrets) {
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET && !ofClient.contains(secret)) {
                ofClient.addFirst(secret);
                ofClient.addFirst(Link.segment(secret));
            }
        }
        while (ofClient.size() > SECRETS_REMEMBERED) {
            ofClient.removeLast();
        }
    }

    /** Remembers an access token, in place of an old one if there are many. */
    public synchronized void remember(String token) {
        if (token.length() >= SHORTEST_SECRET) {
            tokens.addFirst(token);
        }
        if (tokens.size() > TOKENS_REMEMBERED) {
            tokens.removeLast();
        }
    }

    private synchronized List<String> all() {
        List<String> all = new ArrayList<>(ofClient);
        all.addAll(tokens);
        // The longest first, so that one that contains another does not leave its rest behind.
        all.sort((left, right) -> Integer.compare(right.length(), left.length()));
        return all;
    }

    /**
     * Makes text from outside fit for a message.
     *
     * @param longest number of characters it may have
     */
    public String clean(String fromOutside, int longest) {
        String text = INVISIBLE.matcher(fromOutside).replaceAll(" ").strip();
        for (String secret : all()) {
            text = text.replace(secret, HIDDEN);
        }
        text = LINK_DETAILS.matcher(text).replaceAll("$1$2?" + HIDDEN);
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }

    @Override
    public String toString() {
        return "Secrets[" + HIDDEN + "]";
    }
}
