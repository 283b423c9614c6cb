package io.memberport.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for words in bytes, whatever was made of them on the way: in capitals, in UTF-16, in Base64 (wherever in
 * it they begin, and so in a Basic header, too), in hexadecimal digits, percent-encoded, or escaped as in JSON, in HTML, or
 * several of these.
 */
final class CanarySearch {

    private static final int CONTEXT = 60;
    private static final int LAYERS = 3;

    /** A byte or character as JSON, HTML and addresses write it. */
    private static final Pattern ESCAPED = Pattern.compile(
            "%([0-9A-Fa-f]{2})|\\\\u([0-9A-Fa-f]{4})|&#x([0-9A-Fa-f]{1,4});|&#([0-9]{1,4});|\\\\(?=[/\"])");

    /** In lower case, by what they are. */
    private final Map<String, String> ignoringCase = new LinkedHashMap<>();

    private final Map<String, String> exact = new LinkedHashMap<>();

    private CanarySearch() {}

    /**
     * A search for words.
     *
     * @param words of four characters at least, or one would be found everywhere
     */
    static CanarySearch of(List<String> words) {
        CanarySearch search = new CanarySearch();
        words.forEach(search::add);
        return search;
    }

    private void add(String word) {
        if (word.length() < 4) {
            throw new IllegalArgumentException("too short to be looked for");
        }
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        ignoringCase.put(word, bytesAsText(bytes).toLowerCase(Locale.ROOT));
        ignoringCase.put(word + " in hexadecimal digits", HexFormat.of().formatHex(bytes));
        for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            ignoringCase.put(
                    word + " in " + wide, bytesAsText(word.getBytes(wide)).toLowerCase(Locale.ROOT));
        }
        for (int before = 0; before < 3; before++) {
            String inner = base64(bytes, before);
            exact.put(word + " in Base64 after " + before, inner);
            exact.put(
                    word + " in Base64 for addresses after " + before,
                    inner.replace('+', '-').replace('/', '_'));
        }
    }

    /** Those digits that depend on the word alone, if so many bytes precede it, beside any threes. */
    private static String base64(byte[] word, int before) {
        byte[] padded = new byte[before + word.length];
        System.arraycopy(word, 0, padded, before, word.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int first = (before * 8 + 5) / 6;
        int end = padded.length * 8 / 6;
        return all.substring(first, end);
    }

    /** What is found in a text. */
    List<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What is found.
     *
     * @return for each find what it is, and what stands around it; empty if there is none
     */
    List<String> in(byte[] content) {
        List<String> found = new ArrayList<>();
        String layer = bytesAsText(content);
        for (int depth = 0; depth < LAYERS; depth++) {
            find(layer.toLowerCase(Locale.ROOT), layer, ignoringCase, found);
            find(layer, layer, exact, found);
            String below = unescaped(layer);
            if (below.equals(layer)) {
                break;
            }
            layer = below;
        }
        return found.stream().distinct().toList();
    }

    private static void find(String searched, String shown, Map<String, String> forms, List<String> found) {
        forms.forEach((name, form) -> {
            int at = searched.indexOf(form);
            if (at >= 0) {
                found.add(name + ": …"
                        + shown.substring(
                                Math.max(0, at - CONTEXT), Math.min(shown.length(), at + form.length() + CONTEXT))
                        + "…");
            }
        });
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(meaning(escape::group)));
    }

    private static String meaning(IntFunction<String> group) {
        int[] radix = {0, 16, 16, 16, 10};
        for (int number = 1; number < radix.length; number++) {
            if (group.apply(number) != null) {
                int code = Integer.parseInt(group.apply(number), radix[number]);
                return number == 1
                        ? String.valueOf((char) code)
                        : bytesAsText(Character.toString(code).getBytes(StandardCharsets.UTF_8));
            }
        }
        return "";
    }

    /** One character for each byte. */
    private static String bytesAsText(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
