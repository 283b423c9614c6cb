package io.memberport.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkOptionsTest {

    private final MemberSinkProvider provider = new FourOptions();

    @Test
    void hasTheDefaultsWhenNothingIsGiven() {
        SinkOptions options = SinkOptions.defaults(provider);

        assertEquals("long", options.get("layout"));
        assertEquals("", options.get("region"));
    }

    @Test
    void hasWhatIsGiven() {
        SinkOptions options = SinkOptions.of(provider, Map.of("layout", "wide", "region", "anything"));

        assertEquals("wide", options.get("layout"));
        assertEquals("anything", options.get("region"));
    }

    @Test
    void mayHaveAChoiceWithoutADefault() {
        assertEquals("", SinkOptions.defaults(provider).get("mode"));
    }

    @Test
    void refusesAnOptionTheSinkDoesNotHaveAndNamesThoseItHas() {
        MemberportException failure =
                assertThrows(MemberportException.class, () -> SinkOptions.of(provider, Map.of("layuot", "wide")));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertEquals(
                "The sink 'test' has no option 'layuot'. It has: layout, region, mode, password.",
                failure.getMessage());
    }

    @Test
    void refusesAValueThatIsNoneOfTheAlternativesAndNamesThem() {
        MemberportException failure =
                assertThrows(MemberportException.class, () -> SinkOptions.of(provider, Map.of("layout", "broad")));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertEquals("The option 'test.layout' is 'broad'; it must be one of long, wide.", failure.getMessage());
    }

    @Test
    void refusesToBeAskedForWhatIsNotDeclared() {
        SinkOptions options = SinkOptions.defaults(provider);

        assertThrows(IllegalArgumentException.class, () -> options.get("layuot"));
    }

    @Test
    void cannotBeDeclaredWithADefaultThatIsNoAlternative() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SinkOption.choice("layout", List.of("long", "wide"), "broad", "How rows look."));
    }

    @Test
    void hasTheSecretThatIsGivenAndShowsItNowhere() {
        SinkOptions options = SinkOptions.of(provider, Map.of("password", "sesame"));

        assertEquals("sesame", options.get("password"));
        assertEquals("SinkOptions[layout, mode, password, region]", options.toString());
    }

    @Test
    void hasNoSecretWhenNoneIsGiven() {
        assertEquals("", SinkOptions.defaults(provider).get("password"));
    }

    @Test
    void refusesADefaultOrAlternativesOfASecret() {
        SinkOption.Type any = new SinkOption.Type(SinkOption.Kind.TEXT, "secret", List.of());
        SinkOption.Type choice = new SinkOption.Type(SinkOption.Kind.CHOICE, "a|b", List.of("a", "b"));

        assertThrows(IllegalArgumentException.class, () -> new SinkOption("password", any, "sesame", "", true));
        assertThrows(IllegalArgumentException.class, () -> new SinkOption("password", choice, "", "", true));
    }

    private static final class FourOptions implements MemberSinkProvider {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String summary() {
            return "Tests.";
        }

        @Override
        public String targetSyntax() {
            return "test:NAME";
        }

        @Override
        public List<SinkOption> options() {
            return List.of(
                    SinkOption.choice("layout", List.of("long", "wide"), "long", "How rows look."),
                    SinkOption.value("region", "name", "", "Where it is."),
                    SinkOption.choice("mode", List.of("merge", "append"), "", "What becomes of former values."),
                    SinkOption.secret("password", "What lets in."));
        }

        @Override
        public MemberSink create(String target, SinkOptions options) {
            throw new AssertionError("no sink was asked for");
        }
    }
}
