package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.profile.Content;
import io.memberport.profile.Content.Numbers;
import io.memberport.profile.Content.Option;
import io.memberport.profile.Content.Options;
import io.memberport.profile.ExportProfile;
import io.memberport.profile.VariableProfile;
import io.memberport.profile.VariableProfile.Bin;
import io.memberport.profile.VariableProfile.DistinctCount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page of thousands of variables is one that a browser opens and searches at once. */
class LargePageTest {

    private static final int BINS = 20;

    @Test
    void ofTwoThousandVariablesStaysBelowThreeMegabytes() {
        Page page = Page.of(large(2_000));

        int bytes = page.source().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 3_000_000, () -> bytes + " bytes");
        int elements = page.elements("//*").size();
        assertTrue(elements < 110_000, () -> elements + " elements");
    }

    @Test
    void ofSixtyVariablesIsSmall() {
        int bytes = Page.of(large(60)).source().length();

        assertTrue(bytes < 200_000, () -> bytes + " characters");
    }

    /** In turn a choice, numbers, times and texts, each with as much as there can be. */
    static ExportProfile large(int variables) {
        List<Option> options = IntStream.range(0, 200)
                .mapToObj(i -> new Option("o" + i, "Option number " + i, 900 - i))
                .toList();
        List<Bin> bins = IntStream.range(0, BINS)
                .mapToObj(i -> new Bin(i, i + 1, 100 + (i * 7) % 31))
                .toList();
        Content[] contents = {
            new Options(options, 12, 34, true),
            new Numbers(950, false, Profiles.numbers().range(), bins),
            Profiles.times(),
            new Content.Texts(3, 1, 20, bins, Profiles.texts().looks())
        };
        String[] types = {"enum", "double", "datetime", "string"};
        return Profiles.of(IntStream.range(0, variables)
                .mapToObj(i -> new VariableProfile(
                        ProfileVariable.of(
                                new UUID(i, i).toString(),
                                "Variable with the number " + i,
                                types[i % types.length],
                                i % 5 == 0 ? Sensitivity.UNSTATED : Sensitivity.NOT_SENSITIVE),
                        990,
                        950 - i % 900,
                        950 - i % 900,
                        3,
                        new DistinctCount(100_000 + i, false),
                        Profiles.bins(1),
                        contents[i % contents.length]))
                .toList());
    }
}
