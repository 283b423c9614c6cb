package io.memberport.sink.s3;

import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.port.Layout;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.sink.s3.S3Options.Compression;
import io.memberport.sink.s3.S3Options.Format;
import io.memberport.testkit.TestExport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules are the same; Alida marks a variable as sensitive only later. */
class VariablesTreatedOtherwiseTest {

    private static final PrivacyPolicy POLICY =
            PrivacyPolicy.builder().sensitive(PrivacyAction.DROP).build();
    private static final ProfileVariable CITY =
            ProfileVariable.of("v-city", "City", "string", Sensitivity.NOT_SENSITIVE);
    private static final ProfileVariable BEFORE =
            ProfileVariable.of("v-mail", "E-mail", "string", Sensitivity.NOT_SENSITIVE);
    private static final ProfileVariable AFTER =
            ProfileVariable.of("v-mail", "E-mail", "string", Sensitivity.SENSITIVE);

    private final S3Fixture fixture = new S3Fixture(Format.JSONL, Layout.JSON, Compression.GZIP);

    @AfterEach
    void remove() {
        fixture.remove();
    }

    private static Instant day(int number) {
        return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * number);
    }

    private static TestExport export(int day, ProfileVariable... variables) {
        TestExport export = TestExport.of("b-" + day).dated(day(day), day(day));
        for (ProfileVariable variable : variables) {
            export = export.member("m-" + variable.id(), values(variable, text("x")));
        }
        return export;
    }

    private Outcome write(TestExport export) {
        return ExportTransfer.forCommunity("c")
                .withPrivacy(POLICY)
                .run(export.asFile(), null, List.of(fixture.sink(fixture.options())), ExportListener.NONE)
                .targets()
                .get(0)
                .outcome();
    }

    @Test
    void areRefusedInChangesAndReplacedByAFullExport() throws Exception {
        write(export(1, CITY, BEFORE));
        // Changes without the variable in between, after which it must still be known.
        write(export(2, CITY).since(day(1)));
        List<String> before = fixture.client().keys();

        MemberportException refused = (MemberportException) Objects.requireNonNull(assertThrows(
                        TargetsFailedException.class,
                        () -> write(export(3, AFTER).since(day(2))))
                .getCause());

        assertEquals(FailureKind.TARGET, refused.kind());
        assertEquals(Optional.of(Remedy.EXPORT_IN_FULL), refused.remedy());
        assertTrue(refused.toString().contains("so the privacy rules treat them otherwise: v-mail"), refused::toString);
        assertEquals(before, fixture.client().keys());

        assertEquals(Outcome.COMMITTED, write(export(4, CITY, AFTER)));
        assertEquals(Outcome.COMMITTED, write(export(5, AFTER).since(day(4))));
    }
}
