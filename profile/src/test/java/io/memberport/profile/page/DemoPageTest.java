package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.export.ExportListener;
import io.memberport.file.ExportFile;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.tally.Profiler;
import io.memberport.simulator.generator.ExportGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the export that {@code memberport demo} makes, which is in the documentation. */
class DemoPageTest {

    static final Path FOLDER = Path.of("..", "docs", "profile");

    private static final Path DOCUMENTED = FOLDER.resolve("profile.html");

    /** Where the page is left that belongs into the documentation. */
    private static final Path MADE = Path.of("target", "profile.html");

    @TempDir
    static Path folder;

    /** As the demo has it. */
    static ExportProfile profile(Path folder) throws IOException {
        Path file = folder.resolve("export.json");
        ExportGenerator.of(ExportGenerator.Spec.builder()
                        .members(1_000)
                        .variables(20)
                        .seed(1)
                        .oddShare(0)
                        .build())
                .writeTo(file);
        return Profiler.profile(ExportFile.onDisk(file), Profiler.SMALLEST_GROUP, Map.of(), ExportListener.NONE);
    }

    @Test
    void isInTheDocumentation() throws IOException {
        String made = Page.of(profile(folder)).source();
        Files.writeString(MADE, made);

        assertEquals(made, Files.readString(DOCUMENTED), "Copy profile/" + MADE + " to " + DOCUMENTED);
    }

    @Test
    void hasNoValueThatIsSensitiveAndNoText() throws IOException {
        Page page = Page.of(profile(folder));

        assertTrue(page.texts("//details").stream().anyMatch(card -> card.contains("65 or older")));
        for (String value : new String[] {"@example.org", "Anna ", " Smith", "London", "Berlin"}) {
            assertTrue(!page.source().contains(value), value);
        }
    }
}
