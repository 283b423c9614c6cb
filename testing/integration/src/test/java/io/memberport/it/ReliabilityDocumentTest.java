package io.memberport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every fault is on the page beside a test that shows what becomes of it. */
class ReliabilityDocumentTest {

    private static final String PAGE = "docs/reliability.md";
    private static final Pattern FAULT_CLASS = Pattern.compile("^@Tag\\(\"fault\"\\)$", Pattern.MULTILINE);

    private static Set<String> named() {
        return TestSources.namedIn(Documents.text(PAGE));
    }

    @Test
    void namesTestsThatAreThere() {
        assertFalse(named().isEmpty());
        assertEquals(Set.of(), TestSources.missing(named()));
    }

    @Test
    void namesEveryTestOfAFault() {
        Set<String> faults = TestSources.all().entrySet().stream()
                .filter(source -> FAULT_CLASS.matcher(source.getValue()).find())
                .flatMap(source ->
                        TestSources.testsIn(source.getValue()).stream().map(test -> source.getKey() + "#" + test))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(faults);
        missing.removeAll(named());

        assertFalse(faults.isEmpty());
        assertEquals(Set.of(), missing);
    }
}
